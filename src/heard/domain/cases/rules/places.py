"""Who is told where a case is. Of what comes to somebody's door, nobody else reads whose door that is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.models import Case


def may_know_place(case: Case, person_id: UUID | None) -> bool:
    """Whether this resident may: who reported it, and of what is not at a home anybody."""
    return not case.is_at_home or (person_id is not None and person_id == case.person_id)


def address_for(case: Case, person_id: UUID | None) -> str:
    """The address in a letter to this resident; None stands for everybody who follows it."""
    return case.address if may_know_place(case, person_id) else ""
