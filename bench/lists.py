"""The inbox: each view, for many readers, on the first page and further in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bench.council import readers
from bench.measuring import Pair
from heard.domain.cases.queries import View, inbox_page
from heard.domain.cases.queries.pages import read_mark
from heard.kernel import clock

if TYPE_CHECKING:
    import psycopg

    from heard.domain.teams.rules.permissions import Standing

PAGES_IN = 3

SHOWN = """
SELECT c.id, c.reference, c.status, c.priority, c.origin, c.address, c.location, c.reported_at, c.due_at, c.warn_at,
       left(c.description, 200), s.name, a.name, t.name, o.name, k.zone, k.windows, k.closures
FROM cases_case c
JOIN catalogue_service s ON s.id = c.service_id
LEFT JOIN places_area a ON a.id = c.area_id
LEFT JOIN teams_team t ON t.id = c.team_id
LEFT JOIN teams_staff o ON o.id = c.owner_id
LEFT JOIN teams_calendar k ON k.id = t.calendar_id
"""
VISIBLE = """
(NOT c.confidential AND (%(everything)s OR c.department_id = ANY(%(departments)s) OR c.owner_id = %(me)s)
 OR c.confidential AND c.team_id = ANY(%(teams)s))
"""
CONDITIONS = {
    View.MINE: "c.status <> 'closed' AND c.owner_id = %(me)s",
    View.TEAM: "c.status <> 'closed' AND c.team_id = ANY(%(teams)s)",
    View.UNASSIGNED: f"c.status <> 'closed' AND c.owner_id IS NULL AND {VISIBLE}",
    View.SOON: "c.status NOT IN ('closed', 'waiting') AND c.due_at < now() + interval '2 days' AND " + VISIBLE,
    View.ALL: VISIBLE,
}


def pair_named(name: str) -> Pair:
    """The pages of one view."""
    view = View(name)
    arguments = [(standing, mark) for standing in readers() for mark in _marks(standing, view)]
    return Pair(partial(_ours, view), partial(_reference, view), arguments)


def _marks(standing: Standing, view: View) -> list[str | None]:
    marks: list[str | None] = [None]
    for _ in range(PAGES_IN - 1):
        if (mark := inbox_page(standing, view, after=marks[-1]).next) is None:
            break
        marks.append(mark)
    return marks


def _ours(view: View, argument: tuple[Standing, str | None]) -> object:
    standing, mark = argument
    return inbox_page(standing, view, after=mark)


def _reference(view: View, plain: psycopg.Connection[Any], argument: tuple[Standing, str | None]) -> object:
    standing, mark = argument
    key = read_mark(mark)
    values = parameters_of(standing) | {
        "at": key[0] if key else None,
        "id": key[1] if key else None,
        "now": clock.now(),
    }
    return plain.execute(f"{SHOWN} WHERE {CONDITIONS[view]} {_page(view, key)}", values).fetchall()


def parameters_of(standing: Standing) -> dict[str, Any]:
    """A reader as SQL's parameters."""
    return {
        "me": standing.staff_id,
        "teams": list(standing.teams),
        "departments": list(standing.departments),
        "everything": standing.sees_everything_open,
    }


def _page(view: View, key: tuple[Any, Any] | None) -> str:
    if view == View.ALL:
        after = "AND (c.reported_at, c.id) < (%(at)s, %(id)s)" if key else ""
        return f"{after} ORDER BY c.reported_at DESC, c.id DESC LIMIT 51"
    after = ""
    if key:
        dated = "c.due_at > %(at)s OR c.due_at = %(at)s AND c.id > %(id)s OR c.due_at IS NULL"
        after = f"AND ({dated})" if key[0] else "AND c.due_at IS NULL AND c.id > %(id)s"
    return f"{after} ORDER BY c.due_at, c.id LIMIT 51"
