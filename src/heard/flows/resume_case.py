"""The resident need not be waited for any longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.operations import status

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


def resume_case(case: Case, *, actor: Actor) -> Case:
    """Go on; the dates move by the business time spent waiting."""
    return status.resume(case, actor=actor)
