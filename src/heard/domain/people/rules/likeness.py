"""How much speaks for two records being one person, and what. Pure: the records are read before.

Families share telephones, mailboxes and addresses: something shared is a hint at a household, and only together with
the name a hint at the same person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.people.models import IdentityKind
from heard.domain.people.rules.names_alike import NameLikeness, names_alike

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_POINTS = 10  # below: no suggestion
HOUSEHOLD_POINTS = 15  # something shared by people of other names: never more than this


class Reason(StrEnum):
    """What speaks for two records being one person, or one household; written into the merge."""

    BOTH_PROVED = "both_proved"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_HANDLE = "same_handle"
    SAME_ADDRESS = "same_address"
    SAME_ACCOUNT = "same_account"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    SAME_SURNAME = "same_surname"
    SAME_BIRTH_DATE = "same_birth_date"
    HOUSEHOLD = "household"


_SHARED: dict[str, tuple[Reason, int]] = {
    IdentityKind.EMAIL: (Reason.SAME_EMAIL, 30),
    IdentityKind.PHONE: (Reason.SAME_PHONE, 25),
    IdentityKind.HANDLE: (Reason.SAME_HANDLE, 35),
    IdentityKind.ADDRESS: (Reason.SAME_ADDRESS, 20),
    IdentityKind.ACCOUNT: (Reason.SAME_ACCOUNT, 45),
}
_NAMES: dict[NameLikeness, tuple[Reason, int]] = {
    NameLikeness.SAME: (Reason.SAME_NAME, 35),
    NameLikeness.SIMILAR: (Reason.SIMILAR_NAME, 25),
    NameLikeness.SURNAME: (Reason.SAME_SURNAME, 5),
}
_BOTH_PROVED = 30
_SAME_BIRTH_DATE = 40


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of one person. `identities`, `proved`: pairs of kind and digest; `proved` by code or link."""

    names: frozenset[str] = frozenset()
    birth_dates: frozenset[str] = frozenset()
    identities: frozenset[tuple[str, str]] = frozenset()
    proved: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Points from 0 to 100, and what they were given for, the weightiest first."""

    score: int
    reasons: list[Reason] = field(default_factory=list)

    @property
    def is_suggested(self) -> bool:
        """Whether an agent should be shown it."""
        return self.score >= FEWEST_POINTS


def likeness(one: Traits, other: Traits) -> Likeness:
    """A name alone says nothing: there are namesakes. Another birth date says it is somebody else."""
    names = names_alike(one.names, other.names)
    points = _shared(one, other)
    born_the_same = bool(one.birth_dates & other.birth_dates)
    if born_the_same and names in {NameLikeness.SAME, NameLikeness.SIMILAR}:
        points[Reason.SAME_BIRTH_DATE] = _SAME_BIRTH_DATE
    if not points:
        return Likeness(0)
    born_otherwise = bool(one.birth_dates and other.birth_dates) and not born_the_same
    if names in _NAMES:
        reason, worth = _NAMES[names]
        points[reason] = worth
    reasons = sorted(points, key=lambda reason: -points[reason])
    if born_otherwise or names in {NameLikeness.SURNAME, NameLikeness.DIFFERENT}:
        return Likeness(min(HOUSEHOLD_POINTS, _together(points.values())), [Reason.HOUSEHOLD, *reasons])
    return Likeness(_together(points.values()), reasons)


def surely_one(one: Traits, other: Traits) -> bool:
    """Whether two records are one without anybody looking: both proved one identity, and nothing speaks against it.

    Spouses prove the mailbox they share: with another name it is for an agent to say.
    """
    if not one.proved & other.proved:
        return False
    if one.birth_dates and other.birth_dates and not one.birth_dates & other.birth_dates:
        return False
    return names_alike(one.names, other.names) in {NameLikeness.SAME, NameLikeness.UNKNOWN}


def in_words(reasons: Iterable[str]) -> list[str]:
    """The reasons as an agent reads them."""
    words = {
        Reason.BOTH_PROVED: _("Both proved this address or number"),
        Reason.SAME_EMAIL: _("Same email address"),
        Reason.SAME_PHONE: _("Same phone number"),
        Reason.SAME_HANDLE: _("Same social media account"),
        Reason.SAME_ADDRESS: _("Same postal address"),
        Reason.SAME_ACCOUNT: _("Same account"),
        Reason.SAME_NAME: _("Same name"),
        Reason.SIMILAR_NAME: _("Similar name"),
        Reason.SAME_SURNAME: _("Same surname"),
        Reason.SAME_BIRTH_DATE: _("Same birth date"),
        Reason.HOUSEHOLD: _("Perhaps of the same household, not the same person"),
    }
    return [words[Reason(reason)] for reason in reasons]


def _together(points: Iterable[int]) -> int:
    """Each piece of evidence takes its share of the doubt that the others leave: never quite certain."""
    doubt = prod((1 - worth / 100 for worth in points), start=1.0)
    return round(100 * (1 - doubt))


def _shared(one: Traits, other: Traits) -> dict[Reason, int]:
    kinds = {kind for kind, _key in one.identities & other.identities}
    points = {reason: worth for kind, (reason, worth) in _SHARED.items() if kind in kinds}
    if one.proved & other.proved:
        points[Reason.BOTH_PROVED] = _BOTH_PROVED
    return points
