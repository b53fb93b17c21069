"""Whom they live with. Who lives elsewhere or has left is not of the household here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from heard.domain.criteria.rules import Field, Kind
from heard.domain.people.models import AgeBand, HouseholdRole, Member

from .source import Source, labels_of, theirs, truth

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

LIVES_THERE = Q(left_at__isnull=True, lives_elsewhere=False)
CHILD = Q(role=HouseholdRole.CHILD, person__age_band__in=["", AgeBand.UNDER_16])


@dataclass(frozen=True, slots=True)
class Home:
    """The households somebody lives in: mostly one."""

    roles: list[str]
    sizes: list[int]
    with_others: bool
    children: bool


def _fields(_now: datetime) -> list[Field]:
    read, lives = HOUSEHOLD.read, theirs(Member.objects.filter(LIVES_THERE))
    shared, young = _homes(Q(size__gte=2)), Member.objects.filter(LIVES_THERE & CHILD).values("household")
    role, size = _("role in the household"), _("number of people in the household")
    with_others, with_children = _("person lives with others"), _("person lives with children as a grown-up")
    return [
        Field("household_role", role, Kind.CHOICE, "role", read("roles"), labels_of(HouseholdRole), through=lives),
        Field("household_size", size, Kind.NUMBER, "size", read("sizes"), whole=True,
              through=lambda fits: lives(Q(household__in=_homes(fits)))),
        Field("lives_with_others", with_others, Kind.TRUTH, truth(lives(Q(household__in=shared))), read("with_others")),
        Field("children", with_children, Kind.TRUTH, truth(lives(~CHILD & Q(household__in=young))), read("children"),
              sensitive=True),
    ]  # fmt: skip


def _homes(fits: Q) -> Any:
    """Households of so many people."""
    homes = Member.objects.filter(LIVES_THERE).order_by().values("household")
    return homes.annotate(size=Count("person__whole_id", distinct=True)).filter(fits).values("household")


def _facts(people: Collection[UUID]) -> dict[UUID, Home]:
    mine = Member.objects.filter(LIVES_THERE, person__whole_id__in=list(people)).values("household")
    columns = ("household_id", "person__whole_id", "role", "person__age_band")
    homes: dict[UUID, list[tuple[UUID, str, bool]]] = {}
    for household_id, person_id, role, age in Member.objects.filter(LIVES_THERE, household__in=mine).values_list(
        *columns
    ):
        child = role == HouseholdRole.CHILD and age in {"", AgeBand.UNDER_16}
        homes.setdefault(household_id, []).append((person_id, role, child))
    return {person_id: _home(person_id, list(homes.values())) for person_id in people}


def _home(person_id: UUID, homes: list[list[tuple[UUID, str, bool]]]) -> Home:
    own = [home for home in homes if any(who == person_id for who, _role, _child in home)]
    sizes = [len({who for who, _role, _child in home}) for home in own]
    return Home(
        roles=[role for home in own for who, role, _child in home if who == person_id],
        sizes=sizes,
        with_others=any(size > 1 for size in sizes),
        children=any(
            any(child for _who, _role, child in home)
            and any(who == person_id and not child for who, _role, child in home)
            for home in own
        ),
    )


HOUSEHOLD = Source("household", _fields, _facts)
