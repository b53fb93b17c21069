"""The map of open cases: single ones where there are few, H3 cells with their counts where there are many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import h3
from django.db import connection
from django.db.models import Count, F, FloatField, Func, Q, Sum

from heard.domain.cases.models import OPEN, Case
from heard.domain.cases.queries.access import visible_to
from heard.kernel.location import CELL_RESOLUTION, METRES_PER_DEGREE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.cases.queries.filters import CaseFilters
    from heard.domain.teams.rules.permissions import Standing
    from heard.kernel.location import Box

MOST_SINGLE = 250
MOST_CLUSTERS = 1500
COARSEST = 2
# Up to here the index of places finds what is in a box; beyond, reading the whole small index of open cases is quicker.
SMALL_BOX_KM = 2

# How H3 packs a cell: the resolution in four bits from 52 on, below it fifteen digits of three bits, unused ones all 1.
_RESOLUTION_AT = 52
_DIGITS, _DIGIT_BITS = 15, 3


@dataclass(frozen=True, slots=True)
class Cluster:
    """Open cases of one cell: how many, and where on average."""

    lon: float
    lat: float
    count: int


@dataclass(frozen=True, slots=True)
class MapOfCases:
    """What to draw: either single cases or clusters."""

    cases: list[Case]
    clusters: list[Cluster]


def map_cells(
    box: Box, zoom: float, filters: CaseFilters | None = None, standing: Standing | None = None
) -> MapOfCases:
    """The open cases in a box (west, south, east, north): two queries, a bounded number of rows.

    Without a `standing`, what anybody may see.
    """
    visible = visible_to(standing) if standing else Q(confidential=False)
    chosen = filters.condition() if filters else Q()
    found = _inside(Case.objects.filter(OPEN, visible, chosen), box)
    ids = list(found.order_by().values_list("id", flat=True)[: MOST_SINGLE + 1])
    if len(ids) > MOST_SINGLE:
        return MapOfCases([], _clusters(found, resolution_for(box, zoom)))
    return MapOfCases(list(_drawn(Case.objects.filter(id__in=ids))) if ids else [], [])


def resolution_for(box: Box, zoom: float) -> int:
    """How fine the cells are: some 60 pixels each at this zoom, and coarser where the box would hold too many."""
    wanted = round(0.7 * zoom - 1.5)  # a zoom halves lengths; a resolution divides them by the root of seven
    width, height = _size_km(box)
    resolution = max(COARSEST, min(wanted, CELL_RESOLUTION))
    while resolution > COARSEST and width * height / h3.average_hexagon_area(resolution) > MOST_CLUSTERS:
        resolution -= 1
    return resolution


def _inside(cases: QuerySet[Case], box: Box) -> QuerySet[Case]:
    """The same question put in two ways, for each has its own index."""
    west, south, east, north = box
    if max(_size_km(box)) <= SMALL_BOX_KM:
        return cases.filter(location__within=box)
    return cases.alias(lon=_coordinate(0), lat=_coordinate(1)).filter(
        lon__range=(west, east), lat__range=(south, north)
    )


def _size_km(box: Box) -> tuple[float, float]:
    """Width and height, as on a flat earth: good enough to tell a street from a city."""
    west, south, east, north = box
    height = (north - south) * METRES_PER_DEGREE / 1000
    return (east - west) * METRES_PER_DEGREE / 1000 * math.cos(math.radians((south + north) / 2)), height


def _coordinate(number: int) -> Func:
    return Func(F("location"), template=f"%(expressions)s[{number}]", output_field=FloatField())


def _clusters(cases: QuerySet[Case], resolution: int) -> list[Cluster]:
    """Counted by stored cell first, in the index's own order, then by the parents of those few thousand cells."""
    by_cell = (
        cases.order_by()
        .values("cell")
        .annotate(cases=Count("*"), lons=Sum(_coordinate(0)), lats=Sum(_coordinate(1)))
        .values_list("cell", "cases", "lons", "lats")
    )
    inner, parameters = by_cell.query.sql_with_params()
    clear, fill = ~(15 << _RESOLUTION_AT), (1 << _DIGIT_BITS * (_DIGITS - resolution)) - 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(lons) / sum(cases), sum(lats) / sum(cases), sum(cases)::int"  # noqa: S608 -- the ORM's own SQL
            f" FROM ({inner}) AS by_cell (cell, cases, lons, lats)"
            " GROUP BY (cell & %s) | %s ORDER BY 3 DESC LIMIT %s",
            [*parameters, clear, resolution << _RESOLUTION_AT | fill, MOST_CLUSTERS],
        )
        return [Cluster(*row) for row in cursor.fetchall()]


def _drawn(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("service").defer("search", "outcome_note", "answers", "routing")
