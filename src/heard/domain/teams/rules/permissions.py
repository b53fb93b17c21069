"""Who may do what, by role and department. Pure: the facts of a member of staff come in as a Standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member of staff is allowed, gathered once a request."""

    staff_id: UUID
    administrator: bool = False
    serves_everyone: bool = False  # in a contact centre: works the cases of every department
    teams: frozenset[UUID] = frozenset()
    departments: frozenset[UUID] = frozenset()
    managed_departments: frozenset[UUID] = frozenset()
    agent_departments: frozenset[UUID] = frozenset()  # where the role is agent or manager, not officer alone

    @property
    def sees_everything_open(self) -> bool:
        """Whether every case that is not confidential may be read."""
        return self.serves_everyone or self.administrator


def may_see(
    standing: Standing, *, department: UUID | None, team: UUID | None, owner: UUID | None, confidential: bool
) -> bool:
    """Whether a case with these keepers may be read. A confidential one is for its team alone, whoever asks."""
    if confidential:
        return team is not None and team in standing.teams
    return standing.sees_everything_open or department in standing.departments or owner == standing.staff_id


def may_work(
    standing: Standing, *, department: UUID | None, team: UUID | None, owner: UUID | None, confidential: bool
) -> bool:
    """Whether the case may be changed: whoever serves everyone, its department's agents, its team, its owner."""
    if not may_see(standing, department=department, team=team, owner=owner, confidential=confidential):
        return False
    return (
        standing.serves_everyone
        or department in standing.agent_departments
        or team in standing.teams
        or owner == standing.staff_id
    )


def may_change_settings(standing: Standing) -> bool:
    """Whether the council's set-up may be changed."""
    return standing.administrator


def may_sort(standing: Standing) -> bool:
    """Whether mail that belongs to no case yet may be read and sorted: it may be about anything."""
    return standing.serves_everyone or standing.administrator


def may_answer_rights(standing: Standing) -> bool:
    """Whether requests of people about their own data may be answered: they give away and destroy whole records."""
    return standing.administrator or (standing.serves_everyone and bool(standing.managed_departments))


def may_take_down_rights(standing: Standing) -> bool:
    """Whether such a request may be written down for somebody who asks: it is answered by others."""
    return standing.serves_everyone or may_answer_rights(standing)


def may_supervise(standing: Standing) -> bool:
    """Whether one may see how colleagues look at personal records."""
    return standing.administrator or bool(standing.managed_departments)
