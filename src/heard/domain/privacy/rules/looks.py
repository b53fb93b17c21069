"""Looks as the person they are about may read them: role, department, purpose and day, never who it was. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.privacy.rules.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody was shown a record."""

    at: datetime
    staff_id: UUID | None
    person_id: UUID | None
    case_id: UUID | None
    purpose: str

    @property
    def day(self) -> date:
        """The day, as the council's clocks show it."""
        return timezone.localtime(self.at).date()

    @property
    def what_for(self) -> str:
        """The purpose in words, to the person it is about."""
        return str(Purpose(self.purpose).label) if self.purpose in Purpose else _("No purpose was given")


@dataclass(frozen=True, slots=True)
class Post:
    """What a colleague is, and where."""

    role: str
    department_id: UUID | None = None
    department: str = ""
    everywhere: bool = False  # the contact centre: that it looked tells nothing

    @classmethod
    def of_administrator(cls) -> Post:
        """In no team, and looks after the system."""
        return cls(_("Administrator"), everywhere=True)


@dataclass(frozen=True, slots=True)
class Told:
    """Looks of one day that read the same."""

    at: datetime
    role: str
    department: str
    what_for: str
    about_this: bool  # the report the reader came from
    colleagues: int


def told(
    looks: Iterable[Look],
    posts: Mapping[UUID, list[Post]],
    *,
    this_case: UUID | None,
    discreet_cases: Collection[UUID] = (),
    discreet_departments: Collection[UUID] = (),
) -> list[Told]:
    """The looks, newest first, those of a day that read the same as one.

    The link of one report may lie open in a home: what it shows must not tell of another report that is confidential.
    So a look at such a case, and a department that works such cases, are told without their names.
    """

    def line(look: Look) -> tuple[date, str, str, str, bool]:
        post = _post(look, posts)
        about_this = look.case_id is not None and look.case_id == this_case
        hidden = not about_this and (
            look.case_id in discreet_cases or (not post.everywhere and post.department_id in discreet_departments)
        )
        shown = Post(_("A member of staff")) if hidden else post
        return look.day, shown.role, shown.department, look.what_for, about_this

    newest_day_first = sorted(looks, key=lambda look: (line(look), look.at), reverse=True)
    found = []
    for (_day, role, department, what_for, about_this), group in groupby(newest_day_first, key=line):
        same = list(group)
        colleagues = len({look.staff_id for look in same})
        found.append(Told(max(look.at for look in same), role, department, what_for, about_this, colleagues))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _post(look: Look, posts: Mapping[UUID, list[Post]]) -> Post:
    """Where they work today; nothing is known of those who have left."""
    known = posts.get(look.staff_id, []) if look.staff_id else []
    return known[0] if known else Post(_("A member of staff"))
