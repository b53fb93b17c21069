"""How a question is measured: asked of Heard and in plain SQL, in turn, with the same arguments, in one process."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CALLS = 200
WARMING_UP = 10

Question = "Callable[[Any], object]"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same question twice: `ours` through Heard, `reference` as somebody would type it into psql."""

    ours: Callable[[Any], object]
    reference: Callable[[psycopg.Connection[Any], Any], object]
    arguments: Sequence[Any]


def measured(name: str, pair: Pair, *, calls: int = CALLS) -> dict[str, Any]:
    """One bench as one flat answer: milliseconds, and the most queries that one call takes."""
    with plain_connection() as plain:
        for argument in _in_turn(pair.arguments, min(WARMING_UP, calls)):
            pair.ours(argument)
            pair.reference(plain, argument)
        ours: list[float] = []
        theirs: list[float] = []
        for argument in _in_turn(pair.arguments, calls):
            ours.append(_milliseconds(lambda: pair.ours(argument)))  # noqa: B023 -- called at once
            theirs.append(_milliseconds(lambda: pair.reference(plain, argument)))  # noqa: B023
    queries = max(_queries(pair, argument) for argument in _in_turn(pair.arguments, min(20, calls)))
    return summary(name, ours, theirs) | {"queries": queries}


def summary(name: str, ours: list[float], theirs: list[float]) -> dict[str, Any]:
    """Times as the bench's answer."""
    p50, reference = statistics.median(ours), statistics.median(theirs)
    return {
        "name": name,
        "unit": "ms",
        "p50": round(p50, 2),
        "p95": round(_p95(ours), 2),
        "queries": 0,
        "reference": round(reference, 2),
        "ratio": round(p50 / reference, 2),
        "reference_p95": round(_p95(theirs), 2),
        "calls": len(ours),
    }


def plain_connection() -> psycopg.Connection[Any]:
    """PostgreSQL without anything of Django's."""
    wanted = {"host", "port", "user", "password", "dbname"}
    parameters = {key: value for key, value in connection.get_connection_params().items() if key in wanted}
    return psycopg.connect(**parameters, autocommit=True)


def _queries(pair: Pair, argument: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        pair.ours(argument)
    return len(captured)


def _in_turn(arguments: Sequence[Any], calls: int) -> Iterator[Any]:
    return (arguments[number % len(arguments)] for number in range(calls))


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
