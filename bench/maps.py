"""The map of open cases: the whole city, a neighbourhood, a street."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.council import some_open_cases
from bench.measuring import Pair
from heard.domain.cases.queries import map_cells
from heard.domain.cases.queries.map import resolution_for

if TYPE_CHECKING:
    import psycopg

    from heard.kernel.location import Box

# Half a side of the box in degrees, and the zoom that goes with it.
VIEWS = ((0.12, 12), (0.03, 14), (0.006, 16))

CLUSTERS = """
SELECT (cell & ~(15::bigint << 52)) | (%(resolution)s::bigint << 52) | ((1::bigint << 3 * (15 - %(resolution)s)) - 1),
       count(*), avg(location[0]), avg(location[1])
FROM cases_case
WHERE status <> 'closed' AND NOT confidential
  AND location <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))
GROUP BY 1
"""


def pair() -> Pair:
    """What anybody sees, around many places."""
    arguments = []
    for number, case in enumerate(some_open_cases()):
        half, zoom = VIEWS[number % len(VIEWS)]
        if case.location:
            lon, lat = case.location.lon, case.location.lat
            arguments.append(((lon - half, lat - half, lon + half, lat + half), zoom))
    return Pair(_ours, _reference, arguments)


def _ours(argument: tuple[Box, int]) -> object:
    return map_cells(*argument)


def _reference(plain: psycopg.Connection[Any], argument: tuple[Box, int]) -> object:
    (west, south, east, north), zoom = argument
    resolution = resolution_for((west, south, east, north), zoom)
    box = {"west": west, "south": south, "east": east, "north": north}
    return plain.execute(CLUSTERS, box | {"resolution": resolution}).fetchall()
