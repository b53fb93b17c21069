"""Files as rows: separators, letters, sheets, and what the known systems write."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from heard.flows.import_files import format_of, rows_of
from heard.flows.import_files.rejected import RejectedRows
from heard.flows.import_files.row import Row, shielded, unshielded
from heard.flows.import_files.tickets import plain
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path


def _cells(file: Path, kind: str) -> list[dict[str, str]]:
    return [row.cells for row in rows_of(file, kind)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_the_separator_is_what_the_first_line_has_most_of(tmp_path, separator) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"id{separator}name\n1{separator}Rosa\n", encoding="utf-8")
    assert _cells(file, "csv") == [{"id": "1", "name": "Rosa"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_come_whole_whatever_the_spreadsheet_wrote(tmp_path, encoding) -> None:
    file = tmp_path / "people.csv"
    text = "id,name,street\n" + "".join(f"{n},Zoë Müller,Große Straße {n}\n" for n in range(20))
    file.write_bytes(text.encode(encoding))
    assert _cells(file, "csv")[3] == {"id": "3", "name": "Zoë Müller", "street": "Große Straße 3"}


def test_a_workbook_tells_dates_and_whole_numbers_as_people_read_them(tmp_path) -> None:
    book = Workbook()
    book.create_sheet("empty", 0)
    sheet = book["Sheet"]
    sheet.append([])
    at = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 -- sheets know no zone
    sheet.append(["id", "when", "at", "what", None])
    sheet.append([7.0, date(2026, 3, 2), at, " Pothole ", 1])
    book.save(tmp_path / "requests.xlsx")
    [cells] = _cells(tmp_path / "requests.xlsx", "xlsx")
    assert cells == {"id": "7", "when": "2026-03-02", "at": "2026-03-02T09:30:00", "what": "Pothole"}


@pytest.mark.parametrize("kind", ["xlsx", "json", "open311", "zammad"])
def test_a_file_that_is_something_else_is_refused_in_a_sentence(tmp_path, kind) -> None:
    file = tmp_path / "photo"
    file.write_bytes(b"\x89PNG\r\n\x1a\n not what it says")
    with pytest.raises(Refused, match=r"read|broken"):
        list(rows_of(file, kind))


def test_requests_of_fixmystreet_are_found_wherever_they_stand_in_the_json(tmp_path) -> None:
    file = tmp_path / "requests.json"
    report = {"service_request_id": 17, "lat": 51.5, "agency_responsible": {"recipient": ["Town"]}}
    for document in ([report], {"requests": {"request": [report]}}, {"requests": [{"request": [report]}]}):
        file.write_text(json.dumps(document), encoding="utf-8")
        [cells] = _cells(file, "json")
        assert cells["service_request_id"] == "17"
        assert cells["agency_responsible.recipient"] == '["Town"]'


def test_requests_of_an_open311_server(shared_data) -> None:
    rows = _cells(shared_data / "open311/ruby_client_xml/service_requests.xml", "open311")
    assert len(rows) > 1
    assert {"service_request_id", "status", "lat", "long"} <= set(rows[0])


def test_xml_does_not_read_other_files(tmp_path) -> None:
    file = tmp_path / "requests.xml"
    file.write_text(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><requests><request><id>&x;</id></request></requests>',
        encoding="utf-8",
    )
    with pytest.raises(Refused, match="entities"):
        list(rows_of(file, "open311"))


ZAMMAD: dict[str, Any] = {
    "id": 1, "number": "67001", "title": "Bin not emptied", "group": "Waste", "state": "closed", "customer_id": 4,
    "customer": "rosa@example.org", "created_at": "2026-01-05T08:00:00.000Z", "close_at": "2026-01-07T10:00:00.000Z",
    "updated_at": "2026-01-07T10:00:00.000Z",
}  # fmt: skip


def _article(number: int, sender: str, body: str, at: str, *, internal: bool = False) -> dict[str, Any]:
    return {
        "id": number, "ticket_id": 1, "sender": sender, "internal": internal, "body": body,
        "created_at": f"2026-01-{at}Z",
    }  # fmt: skip


ARTICLES = [
    _article(2, "Agent", "Ask the crew", "05T09:00:00", internal=True),
    _article(1, "Customer", "<p>Nobody came.</p><p>Again.</p>", "05T08:00:00"),
    _article(3, "Agent", "We come on Friday.", "06T09:00:00"),
]


def _zip(file: Path, members: dict[str, Any]) -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, json.dumps(content))
    return file


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "one file"])
def test_zammad_tickets_with_their_customer_and_what_was_said(tmp_path, packed) -> None:
    user = {"id": 4, "firstname": "Rosa", "lastname": "Diaz", "email": "rosa@example.org", "mobile": "+12035550101"}
    if packed:
        members = {"tickets_1.json": [ZAMMAD], "export/ticket_articles.json": ARTICLES, "users.json": [user]}
        file = _zip(tmp_path / "zammad.zip", members)
    else:
        file = tmp_path / "tickets.json"
        file.write_text(json.dumps([ZAMMAD | {"articles": ARTICLES, "customer": user}]), encoding="utf-8")
    [cells] = _cells(file, "zammad")
    assert (cells["number"], cells["about"], cells["status"]) == ("67001", "Waste", "closed")
    assert cells["closed"] == "2026-01-07T10:00:00.000Z"
    assert cells["description"] == "Nobody came.\nAgain."
    assert (cells["person.id"], cells["person.name"], cells["person.email"]) == ("4", "Rosa Diaz", "rosa@example.org")
    assert [(one["by"], one["text"]) for one in json.loads(cells["messages"])] == [
        ("customer", "Nobody came.\nAgain."), ("note", "Ask the crew"), ("agent", "We come on Friday."),
    ]  # fmt: skip


FRESHDESK: dict[str, Any] = {
    "display_id": 12, "subject": "Lamp out", "description": "It is dark", "status": 5, "status_name": "Closed",
    "ticket_type": "Street light", "requester_id": 9, "created_at": "2026-02-01T10:00:00Z",
    "updated_at": "2026-02-03T10:00:00Z",
    "helpdesk_notes": [{"body": "Mended", "incoming": False, "private": False, "created_at": "2026-02-03T09:00:00Z"}],
}  # fmt: skip


def test_freshdesk_tickets_as_exported(tmp_path) -> None:
    user = {"user": {"id": 9, "name": "Sam Lee", "email": "sam@example.org"}}
    members = {"Tickets0.json": [{"helpdesk_ticket": FRESHDESK}], "Users0.json": [user]}
    [cells] = _cells(_zip(tmp_path / "freshdesk.zip", members), "freshdesk")
    assert (cells["number"], cells["status"], cells["about"]) == ("12", "closed", "Street light")
    assert (cells["person.email"], cells["closed"]) == ("sam@example.org", "2026-02-03T10:00:00Z")
    assert [one["by"] for one in json.loads(cells["messages"])] == ["customer", "agent"]


def test_freshdesk_tickets_as_its_api_answers(tmp_path) -> None:
    ticket = {
        "id": 13,
        "subject": "Lamp",
        "status": 3,
        "description_text": "Dark",
        "created_at": "2026-02-01T10:00:00Z",
    }
    file = tmp_path / "tickets.json"
    file.write_text(json.dumps([ticket | {"requester": {"id": 9, "name": "Sam Lee"}}]), encoding="utf-8")
    [cells] = _cells(file, "freshdesk")
    assert (cells["number"], cells["status"], cells["closed"], cells["description"]) == ("13", "pending", "", "Dark")


@pytest.mark.parametrize("name, kind", [("a.CSV", "csv"), ("a.csv.gz", "csv"), ("a.xlsx", "xlsx"), ("a.pdf", "")])
def test_the_name_tells_the_format(name, kind) -> None:
    assert format_of(name) == kind


def test_markup_goes_and_words_stay() -> None:
    assert plain("<div>One &amp; two<br>three</div><script>alert(1)</script>") == "One & two\nthree"
    assert plain("a < b") == "a < b"


def test_entities_are_refused_in_a_sentence(tmp_path) -> None:
    file = tmp_path / "requests.xml"
    file.write_text('<!DOCTYPE a [<!ENTITY x "ha">]><requests><request><id>&x;</id></request></requests>', "utf-8")
    with pytest.raises(Refused, match="entities"):
        list(rows_of(file, "open311"))


def test_json_nested_without_end_is_refused_in_a_sentence(tmp_path) -> None:
    file = tmp_path / "requests.json"
    file.write_text("[" * 200_000, "utf-8")
    with pytest.raises(Refused, match="no JSON"):
        list(rows_of(file, "json"))


def test_rejected_rows_calculate_nothing_in_a_spreadsheet_and_come_back_as_they_were(tmp_path) -> None:
    cells = {"id": "-71.05", "text": '=HYPERLINK("https://evil.example")', "said": "'=quoted", "plain": "it's 5-6"}
    with RejectedRows(tmp_path / "rejected.csv", kind="csv") as rejected:
        rejected.add(Row(cells, 1), "Mend it.")
    written = (tmp_path / "rejected.csv").read_text("utf-8")
    assert "'=HYPERLINK" in written
    assert _cells(tmp_path / "rejected.csv", "csv") == [cells]


@pytest.mark.parametrize(
    "cell, shown",
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-72.95", "-72.95"),
        ("+44 20", "'+44 20"),
        ("'-5", "'-5"),
        ("ok", "ok"),
    ],
)
def test_what_a_spreadsheet_would_calculate_is_quoted_and_read_back(cell, shown) -> None:
    assert shielded(cell) == shown
    assert unshielded(shown) == cell
