"""Lists that staff made themselves, each of ten clauses, on a whole council; with the plans if asked for.

`HEARD_DATA=… python -m bench views [--plans]`. It asks whatever council is at hand and changes nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import TYPE_CHECKING, Any

from bench.ground import make_ready

make_ready()

from django.db import connection  # noqa: E402 -- after the settings are there
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.council import readers  # noqa: E402
from heard.domain.cases.models import Case, SavedView  # noqa: E402
from heard.domain.cases.queries.saved_views import DUE, NEWEST, saved_page  # noqa: E402
from heard.domain.catalogue.models import Service  # noqa: E402
from heard.domain.places.models import Area  # noqa: E402

if TYPE_CHECKING:
    from heard.domain.teams.rules.permissions import Standing


def conditions() -> dict[str, Any]:
    """Ten clauses about what is frequent, about what is rare, and about what hardly any case has."""
    services = list(Service.objects.order_by("code").values_list("code", flat=True))
    areas = list(Area.objects.order_by("code").values_list("code", flat=True))
    around = [
        {"field": "confidential", "is": False},
        {"field": "priority", "not_in": ["urgent"]},
        {"field": "reopened", "at_most": 3},
        {"field": "weekday", "not_in": ["sun"]},
        {"field": "time", "between": ["06:00", "22:00"]},
        {"field": "outcome", "is_not": "cancelled"},
        {"any": [{"field": "due", "is_empty": True}, {"field": "due", "more_than": "3650d"}]},
    ]
    words, few = {"field": "text", "contains": ["raccoon", "wasp"]}, {"field": "area", "in": areas[:4]}
    return {
        "common": {"all": [{"field": "area", "in": areas[:8]}, {"field": "service", "in": services[:40]}, *around]},
        "rare": {"all": [words, few, *around]},
        "never": {"all": [{"field": "text", "contains": "zzyzx"}, {"field": "tags", "is": "storm"}, *around]},
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=60)
    options.add_argument("--plans", action="store_true", help="say how each page is found")
    options.add_argument("--json", action="store_true", help="one JSON object a line")
    arguments = options.parse_args()
    for name, condition in conditions().items():
        for order in (DUE, NEWEST):
            view = SavedView(name=name, condition=condition, order=order)
            if arguments.plans:
                _explain(readers()[0], view)
            result = _measured(f"view_{name}_{order}", view, arguments.calls)
            print(
                json.dumps(result) if arguments.json else "  ".join(f"{key} {value}" for key, value in result.items())
            )


def _measured(name: str, view: SavedView, calls: int) -> dict[str, Any]:
    some, times, cases = readers(), [], 0
    for call in range(calls):
        began = time.perf_counter()
        cases = max(cases, len(saved_page(some[call % len(some)], view).cases))
        times.append((time.perf_counter() - began) * 1000)
    return {
        "name": name,
        "unit": "ms",
        "p50": round(statistics.median(times), 1),
        "p95": round(sorted(times)[int(len(times) * 0.95) - 1], 1),
        "worst": round(max(times), 1),
        "most_cases": cases,
        "clauses": 10,
    }


def _explain(standing: Standing, view: SavedView) -> None:
    with CaptureQueriesContext(connection) as asked:
        saved_page(standing, view)
    first = asked.captured_queries[0]["sql"] if view.order == DUE else asked.captured_queries[1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {first}")
        print(*(line for (line,) in cursor.fetchall()), sep="\n")
    print(f"of {Case.objects.count()} cases")


if __name__ == "__main__":
    main()
