"""What is unusual about how a colleague looks at personal records. Pure: a reason to ask them, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from heard.domain.privacy.rules.purposes import OF_THE_WORK, Purpose

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from heard.domain.privacy.rules.looks import Look

NEAR = timedelta(days=7)  # a case of theirs handled within a week explains a look
MANY_PEOPLE = 100  # in the period; below, nobody is told to have looked at many
TIMES_COLLEAGUES = 3
UNEXPLAINED_PEOPLE = 5
DAYS_AGAIN = 4


class Reason(TextChoices):
    """Why somebody might ask."""

    MANY = "many", _("Looked at far more people than colleagues do")
    NO_CASE = "no_case", _("Opened people without working on a case of theirs")
    OWN_NAME = "own_name", _("Opened people with the colleague’s own family name")
    OWN_STREET = "own_street", _("Opened people who live in the colleague’s own street")
    AGAIN = "again", _("Opened the same person on many days, without working on a case of theirs")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else is known: who worked on cases of whom and when, who shares a colleague's name or street."""

    worked: Mapping[tuple[UUID, UUID], Sequence[datetime]]  # by colleague and person
    namesakes: Mapping[UUID, Collection[UUID]]  # by colleague
    neighbours: Mapping[UUID, Collection[UUID]]

    def explains(self, look: Look) -> bool:
        """Whether the colleague worked on a case of this person around then."""
        if look.staff_id is None or look.person_id is None:
            return False
        return any(abs(at - look.at) <= NEAR for at in self.worked.get((look.staff_id, look.person_id), ()))


@dataclass(frozen=True, slots=True)
class Noticed:
    """One colleague's looks, and what about them is unusual: each reason with the looks it rests on."""

    staff_id: UUID
    looks: int
    people: int
    reasons: dict[Reason, list[Look]]


def noticed(looks: Sequence[Look], circumstances: Circumstances) -> list[Noticed]:
    """Every colleague with their figures, most reasons first."""
    by_staff: dict[UUID, list[Look]] = defaultdict(list)
    for look in looks:
        if look.staff_id:
            by_staff[look.staff_id].append(look)
    usual = median(_people(own) for own in by_staff.values()) if by_staff else 0
    found = [
        Noticed(staff_id, len(own), _people(own), _reasons(staff_id, own, circumstances, usual=usual))
        for staff_id, own in by_staff.items()
    ]
    return sorted(found, key=lambda one: (-len(one.reasons), -one.people, str(one.staff_id)))


def _reasons(
    staff_id: UUID, own: list[Look], circumstances: Circumstances, *, usual: float
) -> dict[Reason, list[Look]]:
    opened = [look for look in own if look.purpose != Purpose.SEARCH]  # a search shows whom it finds, wanted or not
    unexplained = [look for look in opened if not circumstances.explains(look)]
    candidates = {
        Reason.MANY: own if _people(own) >= max(MANY_PEOPLE, TIMES_COLLEAGUES * usual) else [],
        Reason.NO_CASE: _without_work(unexplained),
        Reason.OWN_NAME: _at(opened, circumstances.namesakes.get(staff_id, ())),
        Reason.OWN_STREET: _at(opened, circumstances.neighbours.get(staff_id, ())),
        Reason.AGAIN: _again(unexplained),
    }
    return {reason: looks for reason, looks in candidates.items() if looks}


def _people(looks: Collection[Look]) -> int:
    return len({look.person_id for look in looks})


def _without_work(unexplained: list[Look]) -> list[Look]:
    """A page opened by itself is nothing; five people without a case are a question."""
    found = [look for look in unexplained if not _comes_with_work(look)]
    return found if _people(found) >= UNEXPLAINED_PEOPLE else []


def _comes_with_work(look: Look) -> bool:
    """Who says "a case" names it."""
    return look.purpose in OF_THE_WORK and (look.purpose != Purpose.CASE or look.case_id is not None)


def _at(looks: list[Look], people: Collection[UUID]) -> list[Look]:
    return [look for look in looks if look.person_id in people]


def _again(unexplained: list[Look]) -> list[Look]:
    days = defaultdict(set)
    for look in unexplained:
        days[look.person_id].add(look.day)
    often = {person_id for person_id, seen in days.items() if len(seen) >= DAYS_AGAIN}
    return _at(unexplained, {person_id for person_id in often if person_id})
