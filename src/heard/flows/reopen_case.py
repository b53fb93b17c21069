"""A member of staff opens a case again, with a word why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import status
from heard.flows.add_note import add_note

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def reopen_case(case: Case, *, actor: Actor, reason: str = "") -> Case:
    """Reopen; the reason stays as a note."""
    reopened = status.reopen(case, actor=actor)
    if reason.strip():
        add_note(reopened, text=reason, actor=actor)
    return reopened
