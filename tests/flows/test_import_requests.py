"""Importing requests: what becomes of a row, what is rejected and why, and that nothing is ever there twice."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.models import Case, CaseClock, Status
from heard.domain.catalogue.models import Service
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Team
from heard.flows import import_requests as journey
from heard.flows.import_files.rejected import RejectedRows
from heard.flows.import_requests import ImportCounts, MappingTrouble, import_requests, load_mapping
from heard.flows.import_requests.mapping import SHIPPED, mapping_of
from heard.kernel.ids import read_reference
from heard.kernel.location import Location, cell
from tests.town.catalogue import ServiceFactory
from tests.town.places import EAST_SQUARE, WEST_SQUARE, AreaFactory

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

MAPPING: dict[str, Any] = {
    "source": "old",
    "keep": ["ward"],
    "columns": {
        "id": "nr",
        "service_name": "kind",
        "status": "state",
        "reported_at": "opened",
        "updated_at": "changed",
        "latitude": "y",
        "longitude": "x",
        "address": ["street", "town"],
        "description": "text",
        "outcome_note": "answer",
    },
    "times": {"zone": "America/New_York"},
    "status": {"Open": "received", "Closed": "closed"},
    "outcome": {"rules": [{"column": "answer", "pattern": "(?i)mended", "is": "fixed"}]},
}
ROW = {
    "nr": "17",
    "kind": "Street light",
    "state": "closed",
    "opened": "2016-07-01T09:30:00",
    "changed": "2016-07-04T12:00:00-04:00",
    "y": str(WEST_SQUARE.lat),
    "x": str(WEST_SQUARE.lon),
    "street": "1 Elm Street",
    "town": "Westside",
    "text": "The light is out,\nit is dark.",
    "answer": "Mended by night.",
    "ward": "7",
}


def a_file(folder, *rows: dict[str, str]) -> Path:
    file = folder / "requests.csv"
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, ROW)
        writer.writeheader()
        writer.writerows(ROW | row for row in rows)
    return file


def run(file, *, errors=None, mapping=MAPPING, **more: Any) -> ImportCounts:
    with RejectedRows(errors or file.with_suffix(".rejected"), kind=mapping.get("format", "csv")) as rejected:
        return import_requests(file, mapping=mapping_of(mapping), reject=rejected.add, **more)


def test_a_closed_request_becomes_a_closed_case_with_its_own_dates(tmp_path) -> None:
    area = AreaFactory(centre=WEST_SQUARE)
    AreaFactory(centre=EAST_SQUARE)
    counts = run(a_file(tmp_path, {}))
    assert (counts.read, counts.created, counts.repeated, counts.rejected) == (1, 1, 0, 0)
    case = Case.objects.get()
    assert read_reference(case.reference) == case.reference
    assert (case.source, case.source_id, case.origin) == ("old", "17", "import")
    assert (case.service.name, case.team.code, case.department.code) == ("Street light", "imported", "imported")
    assert case.description == ROW["text"]
    assert case.address == "1 Elm Street Westside"
    assert case.answers == {"ward": "7"}
    assert (case.location, case.cell, case.area) == (WEST_SQUARE, cell(WEST_SQUARE), area)
    assert case.reported_at == datetime(2016, 7, 1, 13, 30, tzinfo=UTC)  # no offset: New York's
    assert case.closed_at == case.updated_at == datetime(2016, 7, 4, 16, 0, tzinfo=UTC)
    assert (case.status, case.outcome, case.outcome_note) == ("closed", "fixed", "Mended by night.")
    assert Case.objects.filter(search="dark", id__lt="01600000-0000-7000-8000-000000000000").exists()  # id of its time


def test_its_history_is_in_the_journal_and_nobody_is_written_to(tmp_path) -> None:
    run(a_file(tmp_path, {}, {"nr": "18", "state": "open"}))
    closed, still_open = Case.objects.order_by("source_id")
    history = Entry.objects.filter(case_id=closed.id).order_by("at").values_list("kind", "at", "public", "actor_kind")
    assert list(history) == [
        ("case.opened", closed.reported_at, True, "system"),
        ("case.closed", closed.closed_at, True, "system"),
    ]
    assert Entry.objects.get(case_id=still_open.id).kind == "case.opened"
    assert (still_open.status, still_open.closed_at, still_open.outcome) == (Status.RECEIVED, None, "")
    assert not closed.conversations.exists()
    assert not CaseClock.objects.exists()


def test_a_second_run_and_a_second_row_add_nothing(tmp_path) -> None:
    file = a_file(tmp_path, {}, {"nr": "18"}, {"text": "The same number again"})
    assert (run(file).created, Case.objects.count()) == (2, 2)
    again = run(file)
    assert (again.created, again.repeated) == (0, 3)
    assert Case.objects.count() == 2
    assert Entry.objects.filter(kind="case.opened").count() == 2
    assert Case.objects.get(source_id="17").description == ROW["text"]


def test_the_same_number_of_another_source_is_another_case(tmp_path) -> None:
    run(a_file(tmp_path, {}))
    assert run(a_file(tmp_path, {}), mapping=MAPPING | {"source": "older"}).created == 1


def test_killed_between_batches_it_goes_on_where_it_stopped(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(journey, "BATCH", 2)
    file = a_file(tmp_path, *({"nr": str(number)} for number in range(7)), {"nr": "x", "opened": "never"})

    def fall_over(_row, _reason) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_requests(file, mapping=mapping_of(MAPPING), reject=fall_over)
    assert Case.objects.count() == 6
    counts = run(file)
    assert (counts.read, counts.created, counts.repeated, counts.rejected) == (8, 1, 6, 1)
    assert Entry.objects.filter(kind="case.closed").count() == 7


@pytest.mark.parametrize(
    "broken, kind",
    [
        ({"opened": ""}, "no date"),
        ({"opened": "last week"}, "no such date"),
        ({"opened": "2999-01-01"}, "in the future"),
        ({"changed": "soon"}, "no such date"),
        ({"nr": ""}, "no id"),
        ({"nr": "7" * 101}, "long id"),
        ({"kind": ""}, "no service"),
        ({"state": "lost"}, "unknown status"),
        ({"y": "91"}, "no such place"),
        ({"x": "here"}, "no such place"),
        ({"x": "", "y": "41"}, "no such place"),
        ({"x": "nan", "y": "nan"}, "no such place"),
        ({"street": "a" * 301}, "long address"),
    ],
)
def test_what_cannot_be_taken_is_rejected_with_a_reason(tmp_path, broken, kind) -> None:
    counts = run(a_file(tmp_path, broken))
    assert (counts.read, counts.created, counts.reasons) == (1, 0, {kind: 1})


def test_rejected_rows_are_mended_and_imported(tmp_path) -> None:
    errors = tmp_path / "rejected.csv"
    counts = run(a_file(tmp_path, {}, {"nr": "18", "opened": "2016-13-40"}), errors=errors)
    assert (counts.created, counts.rejected) == (1, 1)
    with errors.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (
        row.pop("heard_error")
        == "“2016-13-40” is no date as the mapping says they are: 2026-11-24 or 2026-11-24T09:30:00+00:00."
    )
    assert row == ROW | {"nr": "18", "opened": "2016-13-40"}
    errors.write_text(errors.read_text().replace("2016-13-40", "2016-12-30"))
    assert run(errors).created == 1
    assert Case.objects.get(source_id="18").answers == {"ward": "7"}


def test_rows_of_the_wrong_width_are_no_rows(tmp_path) -> None:
    file = a_file(tmp_path, {})
    with file.open("a") as out:
        out.write("1,2,3\n" + ",".join(["x"] * 13) + "\n\n")
    counts = run(file)
    assert (counts.created, counts.reasons) == (1, {"broken row": 2})


def test_json_lines_zipped(tmp_path) -> None:
    file, errors = tmp_path / "requests.jsonl.gz", tmp_path / "rejected.jsonl"
    lines = [json.dumps(ROW | {"ward": 7, "answer": None}), "{", json.dumps(ROW | {"nr": 18, "opened": ""})]
    with gzip.open(file, "wt") as out:
        out.write("\n".join(lines))
    counts = run(file, errors=errors, mapping=MAPPING | {"format": "jsonl"})
    assert (counts.created, counts.rejected) == (1, 2)
    assert Case.objects.get().answers == {"ward": "7"}
    broken, undated = (json.loads(line) for line in errors.read_text().splitlines())
    assert broken == {"line": "{", "heard_error": "This line is no JSON object."}
    assert undated["nr"] == "18"


def test_without_both_numbers_or_at_zero_there_is_no_place(tmp_path) -> None:
    run(a_file(tmp_path, {"x": "", "y": ""}, {"nr": "18", "x": "0", "y": "0.0"}))
    assert set(Case.objects.values_list("location", "cell")) == {(None, None)}


def test_a_known_service_is_used_and_strictly_none_is_made(tmp_path) -> None:
    known = ServiceFactory(name="STREET light", confidential=True, default_priority="high")
    counts = run(a_file(tmp_path, {}, {"nr": "18", "kind": "Fountain"}), strict=True)
    assert (counts.created, counts.reasons) == (1, {"unknown service": 1})
    case = Case.objects.get()
    assert (case.service, case.confidential, case.priority) == (known, True, "high")
    assert list(Service.objects.all()) == [known]


def test_services_are_renamed_gathered_or_made(tmp_path) -> None:
    names = {"names": {"street LIGHT": "Lighting"}, "otherwise": "Other", "empty": "Not said"}
    rows = ({}, {"nr": "18", "kind": "noise"}, {"nr": "19", "kind": ""})
    run(a_file(tmp_path, *rows), mapping=MAPPING | {"services": names})
    found = Case.objects.order_by("source_id").values_list("service__name", "service__group__name")
    assert list(found) == [("Lighting", "Imported"), ("Other", "Imported"), ("Not said", "Imported")]


def test_a_column_of_closing_dates_says_what_is_closed(tmp_path) -> None:
    columns = {"id": "nr", "service_name": "kind", "reported_at": "opened", "closed_at": "changed"}
    rows = ({"opened": "2016-07-01", "changed": ""}, {"nr": "18"}, {"nr": "19", "changed": "2016-06-30"})
    counts = run(a_file(tmp_path, *rows), mapping=MAPPING | {"columns": columns})
    assert counts.reasons == {"closed before reported": 1}
    assert list(Case.objects.order_by("source_id").values_list("status", "outcome")) == [
        ("received", ""),
        ("closed", "fixed"),
    ]


def test_unwanted_rows_are_skipped_and_a_limit_holds(tmp_path) -> None:
    file = a_file(tmp_path, {"kind": "TEST"}, {"nr": "18"}, {"nr": "19"})
    counts = run(file, mapping=MAPPING | {"skip": [{"column": "kind", "pattern": "^TEST$"}]}, limit=2)
    assert (counts.read, counts.skipped, counts.created) == (2, 1, 1)


def test_bytes_no_text_may_hold_do_not_stop_it(tmp_path) -> None:
    file = a_file(tmp_path, {"text": "a\0b"})
    file.write_bytes(file.read_bytes().replace(b"Elm", b"\xff\xfeElm"))
    assert run(file).created == 1
    assert Case.objects.get().description == "ab"


def test_the_team_a_mapping_names_receives(tmp_path) -> None:
    run(a_file(tmp_path, {}), mapping=MAPPING | {"team": "roads"})
    assert Case.objects.get().team == Team.objects.get(code="roads")


@pytest.mark.parametrize(
    "change, said",
    [
        ({"colour": "red"}, "no setting “colour”"),
        ({"source": ""}, "source ="),
        ({"columns": {"id": "nr"}}, "a column for “reported_at”"),
        ({"columns": MAPPING["columns"] | {"mood": "m"}}, "no field “mood”"),
        ({"status": {"open": "ajar"}}, "no status “ajar”"),
        ({"outcome": {"otherwise": "won"}}, "no outcome “won”"),
        ({"times": {"zone": "Mars/Olympus"}}, "no time zone “Mars/Olympus”"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_what_to_mend(change, said) -> None:
    with pytest.raises(MappingTrouble, match=said):
        mapping_of(MAPPING | change)


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_the_mappings_heard_ships_can_be_used(file) -> None:
    assert load_mapping(file).columns["id"]


def test_boston_s_first_requests(shared_data) -> None:
    """Against the dump of a real Open311 server, with the mapping that ships for it."""
    file = shared_data / "boston_open311" / "requests_2008_2017.csv.gz"
    counts = import_requests(file, mapping=load_mapping(SHIPPED / "open311.toml"), reject=pytest.fail, limit=3_000)
    assert (counts.created, counts.rejected) == (3_000, 0)
    first = Case.objects.get(source_id="101000001849")
    assert first.location == Location(-71.10861000017475, 42.3213700003328)
    assert first.reported_at == datetime(2008, 10, 6, 15, 25, 57, tzinfo=UTC)
    assert first.closed_at == datetime(2008, 10, 21, 14, 4, 30, tzinfo=UTC)
    assert Case.objects.filter(outcome="duplicate").count() > 10


def test_the_council_s_casework(shared_data) -> None:
    """Dates alone, no text, noise for types."""
    file = shared_data / "nyc_council_casework" / "cases.csv.gz"
    mapping = load_mapping(SHIPPED / "nyc_council_casework.toml")
    counts = import_requests(file, mapping=mapping, reject=pytest.fail, limit=3_000)
    assert (counts.created + counts.repeated, counts.rejected) == (3_000, 0)
    case = Case.objects.get(source_id="NYCC34519742")
    assert (case.service.name, case.description) == ("Housing and Buildings", "Heat/Hot Water")
    assert case.reported_at == case.closed_at == datetime(2025, 1, 8, 5, 0, tzinfo=UTC)
    assert case.answers["borough"] == "Brooklyn"
