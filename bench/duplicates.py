"""How good the suggestions of duplicates are, on pairs that staff of a real city marked.

Needs Boston's requests once (`heard import requests … --map open311`, or bench.prepare with --times 1). Not a time:
the answer is how often the true original is first, in the first three, in the first five, and how many suggestions
reports get that nobody marked as a duplicate.
"""

from __future__ import annotations

import csv
import gzip
import random
import statistics
from typing import TYPE_CHECKING, Any

from bench.council import SEED
from bench.prepare import SHARED
from heard.domain.cases.models import Case
from heard.domain.cases.queries import likely_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAIRS = SHARED / "boston_open311" / "duplicate_pairs_2008_2017.csv.gz"
SOURCES = ("open311", "boston-0")
RADIUS_M, DAYS = 150, 30
WITHOUT = 4_000


def measure(_calls: int) -> dict[str, Any]:
    """Ranks of the originals, and suggestions for reports that repeat nothing."""
    ranks = [_rank(duplicate, original) for duplicate, original in _true_pairs()]
    pairs = len(ranks)
    suggestions = [len(likely_duplicates(case)) for case in _reports_without()]
    return {
        "name": "duplicates",
        "unit": "share",
        "pairs": pairs,
        "first": round(sum(rank == 1 for rank in ranks) / pairs, 3),
        "first_three": round(sum(0 < rank <= 3 for rank in ranks) / pairs, 3),
        "first_five": round(sum(0 < rank <= 5 for rank in ranks) / pairs, 3),
        "reports_without": len(suggestions),
        "suggestions_median": statistics.median(suggestions),
        "suggestions_mean": round(statistics.mean(suggestions), 2),
        "share_with_none": round(sum(number == 0 for number in suggestions) / len(suggestions), 3),
    }


def _true_pairs() -> Iterator[tuple[Case, Case]]:
    """Pairs within 150 m and 30 days, the original still open when its duplicate came."""
    with gzip.open(PAIRS, "rt", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _is_near(row)]
    cases = {
        case.source_id: case for case in _cases({row[key] for row in rows for key in ("duplicate_id", "original_id")})
    }
    for row in rows:
        duplicate, original = cases[row["duplicate_id"]], cases[row["original_id"]]
        if original.closed_at is None or original.closed_at > duplicate.reported_at:
            yield duplicate, original


def _is_near(row: dict[str, str]) -> bool:
    return float(row["distance_m"]) <= RADIUS_M and 0 <= float(row["hours_after_original"]) <= DAYS * 24


def _reports_without() -> list[Case]:
    """Reports whose answer does not speak of a duplicate. Some will be one all the same: nobody said so."""
    rest = Case.objects.filter(source__in=SOURCES).exclude(outcome_note__icontains="dup").order_by("id")
    chosen = random.Random(SEED).sample(list(rest.values_list("source_id", flat=True)), WITHOUT)
    return _cases(chosen)


def _cases(source_ids: Iterable[str]) -> list[Case]:
    found = Case.objects.filter(source__in=SOURCES, source_id__in=list(source_ids)).select_related("service")
    cases = list(found.defer("search"))
    for case in cases:
        case.service.duplicate_radius_m, case.service.duplicate_days = RADIUS_M, DAYS
    return cases


def _rank(duplicate: Case, original: Case) -> int:
    ids = [near.case.id for near in likely_duplicates(duplicate)]
    return ids.index(original.id) + 1 if original.id in ids else 0
