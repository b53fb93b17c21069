"""Cases near a place: open ones a resident may join, and what a case may repeat. The score: rules/duplicates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, FloatField, Func, Q, Value

from heard.domain.cases.models import OPEN, Case
from heard.domain.cases.rules.duplicates import WORTH_SHOWING, Report, score
from heard.kernel.location import LocationField, box_around, distance_m

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from heard.domain.catalogue.models import Service
    from heard.kernel.location import Location

# Hundreds of reports can lie on one spot (a landmark, a geocoder's default). Beyond these nobody looks.
MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class NearbyCase:
    """A case, and how far it is."""

    case: Case
    distance_m: float
    score: float = 0.0  # how likely it is the same thing, from 0 to 1; 0 where nobody asked


def open_cases_near(service: Service, location: Location, limit: int = 10) -> list[NearbyCase]:
    """Open, not confidential cases of this service within its radius, nearest first: "is it one of these?"."""
    near = Case.objects.filter(OPEN, confidential=False, service=service)
    return sorted(_within(near, location, service.duplicate_radius_m), key=lambda found: found.distance_m)[:limit]


def likely_duplicates(case: Case, limit: int = 5) -> list[NearbyCase]:
    """Earlier cases this one may repeat, most likely first: near, recent, and open when it was reported. One query.

    `case` may be one that is not saved yet. Which of those near are worth showing, and in what order, rules/duplicates
    says. Other services of the same group count, for residents do not sort things as councils do.
    """
    if case.location is None:
        return []
    service = case.service
    earlier = Case.objects.filter(
        Q(service__group=service.group_id),
        Q(closed_at__isnull=True) | Q(closed_at__gt=case.reported_at),
        reported_at__gte=case.reported_at - timedelta(days=service.duplicate_days),
        reported_at__lte=case.reported_at,
        confidential=case.confidential,
        merged_into__isnull=True,
    ).exclude(pk=case.pk)
    if case.confidential:
        earlier = earlier.filter(team=case.team_id)
    return _ranked(_within(earlier, case.location, service.duplicate_radius_m), case)[:limit]


def _within(cases: QuerySet[Case], location: Location, metres: float) -> list[NearbyCase]:
    """Those of `cases` within so many metres. The index finds a box, nearest first; the circle is cut out here."""
    found = (
        cases.filter(location__within=box_around(location, metres))
        .select_related("service", "team")
        .annotate(degrees=_degrees_from(location))
        .defer("search", "outcome_note", "answers", "routing")
        .order_by("degrees")[:MOST_CANDIDATES]
    )
    measured = (NearbyCase(case, distance_m(location, case.location)) for case in found if case.location)
    return [near for near in measured if near.distance_m <= metres]


def _degrees_from(location: Location) -> Func:
    """The distance the index sorts by. In degrees, so not quite a circle: only for choosing whom to measure."""
    place = Value(location, output_field=LocationField())
    return Func(F("location"), place, template="%(expressions)s", arg_joiner=" <-> ", output_field=FloatField())


def _ranked(found: Iterable[NearbyCase], case: Case) -> list[NearbyCase]:
    report = _as_report(case)
    scored = [NearbyCase(near.case, near.distance_m, score(report, _as_report(near.case))) for near in found]
    likely = [near for near in scored if near.score >= WORTH_SHOWING]
    return sorted(likely, key=lambda near: near.score, reverse=True)


def _as_report(case: Case) -> Report:
    assert case.location is not None  # noqa: S101 -- for the type checker: both callers have asked
    return Report(case.reported_at, case.location, case.service_id, case.description)
