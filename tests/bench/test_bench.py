"""Each bench is listed, runs on a small council and answers in the form that is promised."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import council
from heard.domain.cases.models import Case
from heard.kernel.location import cell
from tests.town.cases import CaseFactory
from tests.town.places import WEST_SQUARE
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {"name", "unit", "p50", "p95", "queries", "reference", "ratio"}


@pytest.fixture
def small_council(db) -> list[Case]:
    """A few cases, an agent and a contact centre."""
    for cached in (council.readers, council.some_open_cases):
        cached.cache_clear()
    team, centre = TeamFactory(), TeamFactory(department=DepartmentFactory(serves_everyone=True))
    agent, _ = StaffFactory(team=team), StaffFactory(team=centre)
    return CaseFactory.create_batch(3, team=team, owner=agent, location=WEST_SQUARE, cell=cell(WEST_SQUARE))


@pytest.mark.parametrize("name", bench.PAIRS)
def test_a_bench_answers_as_promised(small_council, name) -> None:
    result = bench.run(name, calls=2)
    assert set(result) >= PROMISED
    assert (result["name"], result["unit"], result["calls"]) == (name, "ms", 2)
    assert result["p95"] >= result["p50"] > 0
    assert result["queries"] >= 1
    json.dumps(result)


def test_the_import_next_to_a_copy(small_council, shared_data) -> None:
    result = bench.run("import", calls=1)
    assert set(result) >= PROMISED
    assert result["rows_per_second"] > 0
    assert Case.objects.count() == len(small_council)


def test_the_list_names_every_bench() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "bench", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert listed.stdout.split() == [*bench.PAIRS, *bench.MEASURES, *bench.PROGRAMS]
    for program in bench.PROGRAMS:
        assert (ROOT / "bench" / f"{program}.py").is_file()
