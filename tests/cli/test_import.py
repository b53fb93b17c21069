"""`heard import requests` as it is typed: its counts, its file of rejected rows, what it says of a wrong mapping."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from heard.cli.import_ import command
from heard.domain.cases.models import Case

HEADER = "service_request_id,status,service_name,requested_datetime,lat,long,description"
GOOD = "1,open,Pothole,2017-05-01T09:00:00-04:00,42.3,-71.1,A deep one"
BAD = "2,open,Pothole,yesterday,42.3,-71.1,Another"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> None:
    """Where one works: with a file of two requests, one of them wrong."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requests.csv").write_text(f"{HEADER}\n{GOOD}\n{BAD}")


def heard_import(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["requests", *arguments])


@pytest.mark.django_db
def test_it_ends_with_its_counts_as_one_json_object(folder) -> None:
    result = heard_import("requests.csv", "--map", "open311", "--json")
    assert result.exit_code == 0
    counts = json.loads(result.stdout.splitlines()[-1])
    assert {key: counts[key] for key in ("read", "created", "repeated", "rejected")} == {
        "read": 2,
        "created": 1,
        "repeated": 0,
        "rejected": 1,
    }
    assert counts["rows_per_second"] > 0
    assert counts["peak_memory_mb"] > 0
    assert counts["errors"] == "requests.rejected.csv"
    assert Case.objects.get().source_id == "1"


@pytest.mark.django_db
def test_it_says_in_words_what_it_did_and_where_the_rejected_rows_are(folder, tmp_path) -> None:
    result = heard_import("requests.csv", "--map", "open311", "--errors", "wrong.csv")
    assert "New cases: 1. Here already: 0. Skipped: 0. Rejected: 1." in result.stdout
    assert "no such date: 1" in result.stdout
    assert "yesterday" in (tmp_path / "wrong.csv").read_text()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (
            ("requests.csv", "--map", "nowhere"),
            "Heard ships: fixmystreet, fixmystreet-csv, freshdesk, nyc-council-casework, open311, zammad",
        ),
        (("requests.csv", "--map", "requests.csv"), "cannot be read"),
        (("requests.csv", "--map", "open311", "--errors", "requests.csv"), "give another --errors"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(folder, arguments, said) -> None:
    result = heard_import(*arguments)
    assert result.exit_code != 0
    assert said in result.stderr
