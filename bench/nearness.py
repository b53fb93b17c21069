"""What a case may be a duplicate of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bench.council import some_open_cases
from bench.measuring import Pair
from heard.domain.cases.queries import likely_duplicates
from heard.kernel.location import box_around

if TYPE_CHECKING:
    import psycopg

    from heard.domain.cases.models import Case

NEAR = """
SELECT c.id, c.reference, c.status, c.reported_at, c.description, c.address, s.name,
       c.location <-> point(%(lon)s, %(lat)s) AS far
FROM cases_case c JOIN catalogue_service s ON s.id = c.service_id
WHERE c.location <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))
  AND c.reported_at BETWEEN %(since)s AND %(at)s AND c.id <> %(id)s
  AND (c.closed_at IS NULL OR c.closed_at > %(at)s) AND s.group_id = %(group)s
  AND NOT c.confidential AND c.merged_into_id IS NULL
ORDER BY similarity(c.description, %(text)s) DESC LIMIT 5
"""


def pair() -> Pair:
    """Open cases, as the desk asks when their page is opened."""
    return Pair(likely_duplicates, _reference, some_open_cases())


def _reference(plain: psycopg.Connection[Any], case: Case) -> object:
    if case.location is None:
        return []
    west, south, east, north = box_around(case.location, case.service.duplicate_radius_m)
    values = {
        "lon": case.location.lon, "lat": case.location.lat, "west": west, "south": south, "east": east, "north": north,
        "at": case.reported_at, "since": case.reported_at - timedelta(days=case.service.duplicate_days), "id": case.id,
        "group": case.service.group_id, "text": case.description,
    }  # fmt: skip
    return plain.execute(NEAR, values).fetchall()
