"""What happened before today, told afterwards: people, cases and all that was said, saved together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations.history import write_cases
from heard.domain.consent.operations.ledger import add_past_consents
from heard.domain.conversations.operations.history import write_conversations
from heard.domain.journal.operations import record_past
from heard.domain.people.operations.people import add_past_people

if TYPE_CHECKING:
    from heard.domain.cases.operations.history import CaseHistory
    from heard.domain.consent.models import ConsentEntry
    from heard.domain.conversations.models import Envelope
    from heard.domain.conversations.operations.history import ConversationHistory
    from heard.domain.people.models import Identity, Person


@transaction.atomic
def write_history(
    *,
    people: list[Person],
    identities: list[Identity],
    cases: list[CaseHistory],
    conversations: list[ConversationHistory],
    envelopes: list[Envelope],
    consents: list[ConsentEntry],
) -> int:
    """Write it, the journal in the order of time; how many entries that were. No mail is sent and no job started."""
    entries = add_past_people(people, identities) + add_past_consents(consents)
    entries += write_cases(cases) + write_conversations(conversations, envelopes)
    record_past(sorted(entries, key=lambda entry: entry.at))
    return len(entries)
