"""Two cases about one thing become one to work on, and who reported the second is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import merging
from heard.domain.conversations.queries.audience import conversations_with_people
from heard.domain.conversations.rules import letters
from heard.flows.tell import tell

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def merge_cases(duplicate: Case, *, into: Case, actor: Actor) -> Case:
    """Merge `duplicate` into `into`; its residents will hear when that one is closed."""
    merged = merging.merge(duplicate, into=into, actor=actor)
    text = _("Somebody else reported the same thing. We deal with both together, and will tell you when it is done.")
    for conversation in conversations_with_people(merged):
        tell(conversation, text=text, letter=lambda facts: letters.news(facts, text=text), actor=actor)
    return merged
