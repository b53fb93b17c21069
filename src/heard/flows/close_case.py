"""A case ends, and everyone who reported it is told, each in their own conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Outcome
from heard.domain.cases.operations import status
from heard.domain.cases.operations.locking import locked
from heard.domain.cases.queries.work import meaning_of_outcome, missing_before_end, workflow_of
from heard.domain.conversations.queries.audience import conversations_to_tell
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.templates import fill
from heard.flows.address_for import reached_by_mail
from heard.flows.check_closer import check_closer
from heard.flows.hear_child import hear_child
from heard.flows.tell import tell
from heard.flows.write_at_stage import letter_values
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def close_case(case: Case, *, outcome: str, text: str, actor: Actor) -> Case:
    """Close with an outcome, or one of the case's workflow by its code, and tell the residents in the agent's words."""
    case, text = locked(case), text.strip()
    means, code = meaning_of_outcome(case, outcome)
    if means not in set(Outcome) - {Outcome.DUPLICATE}:
        raise InvalidInput({"outcome": _("Choose how it ended.")})
    text = text or prepared_words(case, code)
    if not text:
        raise InvalidInput({"text": _("Write what the residents are told.")})
    if first := missing_before_end(case, means):
        raise Refused(_("Before that: %(tasks)s.") % {"tasks": ", ".join(first)})
    check_closer(case, actor=actor)
    told, untold = reached_by_mail(case)
    closed = status.close(case, outcome=means, code=code, note=text, actor=actor, told=bool(told) or not untold)
    for conversation in conversations_to_tell(closed):
        tell(conversation, text=text, letter=lambda facts: letters.closing(facts, text=text, asks=True), actor=actor)
    hear_child(closed, actor=actor)
    return closed


def prepared_words(case: Case, code: str) -> str:
    """What the workflow has prepared for this outcome."""
    outcome = workflow_of(case).outcome(code)
    return fill(outcome.letter, letter_values(case)) if outcome else ""
