"""What they asked the council before. Confidential cases count nowhere here: not even a number may tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from heard.domain.cases.models import OPEN, Case, Outcome, Status
from heard.domain.catalogue.models import Service
from heard.domain.criteria.rules import Family, Field, InvalidCondition, Kind
from heard.domain.criteria.rules.moments import Spell

from .source import Source, by_person, labels_of, theirs, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

ANY = "any"  # in place of a service: whatever it was about
OFFERED_SPELLS = ("", "90d", "365d")


@dataclass(frozen=True, slots=True)
class Report:
    """One case of theirs."""

    service: str
    at: datetime
    open: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class Reports:
    """All of them."""

    all: list[Report]
    open: bool
    last: datetime | None
    outcomes: list[str]


def _fields(now: datetime) -> list[Field | Family]:
    read, cases = REPORTS.read, _counted_cases()
    return [
        Field("open_report", _("person has an open report"), Kind.TRUTH, truth(theirs(cases)(OPEN)), read("open")),
        Field("last_report", _("day of the last report"), Kind.MOMENT, "last", read("last"),
              through=_grouped(cases, last=Max("reported_at"))),
        Field("ended_as", _("outcome of a report"), Kind.CHOICE, "outcome", read("outcomes"), labels_of(Outcome),
              through=theirs(cases.filter(status=Status.CLOSED))),
        Family("reports", lambda code: _number_of_reports(code, now), _offered),
    ]  # fmt: skip


def _counted_cases() -> QuerySet[Case]:
    return Case.objects.filter(confidential=False, person__isnull=False)


def _grouped(cases: QuerySet[Case], **figure: Any) -> Callable[[Q], Q]:
    """People by a figure over their cases, all their records together."""
    figures = cases.order_by().values("person__whole_id").annotate(**figure)
    return lambda fits: Q(id__in=figures.filter(fits).values("person__whole_id"))


def _number_of_reports(code: str, now: datetime) -> Field | None:
    """`pothole` or `any`, with how far back: `pothole.90d`."""
    service, _dot, typed = code.partition(".")
    name = None if service == ANY else _services().get(service)
    spell = _spell(typed) if typed else None
    if (name is None and service != ANY) or (typed and spell is None):
        return None
    since = spell.edge(now) if spell else None
    of = Q(service__code=service) if name else Q()
    cases = _counted_cases().filter(of, Q(reported_at__gte=since, reported_at__lte=now) if since else Q())

    def number(facts: Any) -> int:
        return sum(
            service in {ANY, one.service} and (since is None or since <= one.at <= now)
            for one in facts[REPORTS.name].all
        )

    return Field(f"reports.{code}", _label(name, spell), Kind.NUMBER, "number", number,
                 whole=True, through=_grouped(cases, number=Count("id")), otherwise=0)  # fmt: skip


def _spell(typed: str) -> Spell | None:
    try:
        spell = Spell.parse(typed)
    except InvalidCondition:
        return None
    return None if spell.ahead else spell


def _label(service: str | None, spell: Spell | None) -> str:
    words = {"service": service, "spell": spell.length_in_words() if spell else ""}
    match bool(service), bool(spell):
        case True, True:
            return _("number of reports of %(service)s in the last %(spell)s") % words
        case True, False:
            return _("number of reports of %(service)s") % words
        case False, True:
            return _("number of reports in the last %(spell)s") % words
        case _:
            return _("number of reports")


def _offered() -> dict[str, str]:
    services: list[tuple[str, str | None]] = [(ANY, None), *_services().items()]
    spells = [(typed, _spell(typed)) for typed in OFFERED_SPELLS]
    return {
        f"{code}.{typed}" if typed else code: _label(name, spell) for code, name in services for typed, spell in spells
    }


def _services() -> dict[str, str]:
    return dict(Service.objects.filter(confidential=False).order_by("name").values_list("code", "name"))


def _facts(people: Collection[UUID]) -> dict[UUID, Reports]:
    cases = _counted_cases().filter(person__whole_id__in=list(people))
    rows = cases.values_list("person__whole_id", "service__code", "reported_at", "status", "outcome")
    found = by_person(
        [(who, Report(code, at, status != Status.CLOSED, outcome)) for who, code, at, status, outcome in rows]
    )
    return {person_id: _reports(found.get(person_id, [])) for person_id in people}


def _reports(reports: list[Report]) -> Reports:
    return Reports(
        all=reports,
        open=any(one.open for one in reports),
        last=max((one.at for one in reports), default=None),
        outcomes=[one.outcome for one in reports if not one.open],
    )


REPORTS = Source("reports", _fields, _facts)
