"""One row as a past case, or the sentence that says why not. Pure: which service is meant, receiving.py finds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from heard.domain.cases.models import Status
from heard.domain.cases.operations.importing import PastCase, ServiceName
from heard.domain.people.operations.past import PastPerson
from heard.flows.import_files.row import RowTrouble
from heard.kernel import clock
from heard.kernel.location import Location

if TYPE_CHECKING:
    from heard.flows.import_files.row import Row
    from heard.flows.import_requests.mapping import Mapping

LONGEST_ID = 100
LONGEST_ADDRESS = 300


def translate(row: Row, mapping: Mapping) -> PastCase:
    """The case this row tells of; RowTrouble where it tells of none."""
    if row.broken:
        raise RowTrouble("broken row", row.broken)
    cells = {column: value.replace("\0", "") for column, value in row.cells.items()} if _has_nul(row) else row.cells
    reported_at = _time(cells, mapping, "reported_at")
    if reported_at is None:
        raise RowTrouble("no date", _needs(mapping, "reported_at", "say when the request was made"))
    updated_at = _time(cells, mapping, "updated_at") or reported_at
    past = PastCase(
        source_id=_source_id(cells, mapping),
        service=_service(cells, mapping),
        reported_at=reported_at,
        updated_at=max(reported_at, updated_at),
        description=mapping.text(cells, "description"),
        outcome_note=mapping.text(cells, "outcome_note"),
        answers={column: value for column in mapping.keep if (value := cells.get(column, "").strip())},
        location=_location(cells, mapping),
        address=_address(cells, mapping),
        reporter=_reporter(cells, mapping, reported_at),
        said=_said(cells, mapping, reported_at),
    )
    _close(past, cells, mapping)
    if past.reported_at > clock.now():
        raise RowTrouble("in the future", _needs(mapping, "reported_at", "lie in the past"))
    return past


def _close(past: PastCase, cells: dict[str, str], mapping: Mapping) -> None:
    """Set how it stands. Without a column for the status, what has a date of closing is closed."""
    closed_at = _time(cells, mapping, "closed_at")
    past.status = _status(cells, mapping, is_closed=closed_at is not None)
    if past.status != Status.CLOSED:
        return
    past.closed_at = closed_at or past.updated_at
    if past.closed_at < past.reported_at:
        raise RowTrouble("closed before reported", _needs(mapping, "closed_at", "not lie before the request was made"))
    past.updated_at = max(past.updated_at, past.closed_at)
    past.outcome = _outcome(cells, mapping)


def _status(cells: dict[str, str], mapping: Mapping, *, is_closed: bool) -> str:
    if "status" not in mapping.columns:
        return Status.CLOSED if is_closed else Status.RECEIVED
    theirs = mapping.text(cells, "status")
    ours = mapping.statuses.get(theirs.lower())
    if ours is None:
        raise RowTrouble("unknown status", f"The mapping does not say what the status “{theirs}” means: see [status].")
    return ours


def _outcome(cells: dict[str, str], mapping: Mapping) -> str:
    theirs = mapping.text(cells, "outcome").lower()
    if theirs in mapping.outcomes:
        return mapping.outcomes[theirs]
    fitting = (rule.value for rule in mapping.outcome_rules if rule.fits(cells))
    return next(fitting, mapping.outcome_otherwise)


def _service(cells: dict[str, str], mapping: Mapping) -> ServiceName:
    code = mapping.text(cells, "service_code")
    name = mapping.services.ours(mapping.text(cells, "service_name"))
    if not code and not name:
        raise RowTrouble("no service", _needs(mapping, "service_name", "say what the request is about"))
    return ServiceName(code, name)


def _source_id(cells: dict[str, str], mapping: Mapping) -> str:
    source_id = mapping.text(cells, "id")
    if not source_id:
        raise RowTrouble("no id", _needs(mapping, "id", "hold the request's id"))
    if len(source_id) > LONGEST_ID:
        raise RowTrouble("long id", _needs(mapping, "id", f"not be longer than {LONGEST_ID} characters"))
    return source_id


def _address(cells: dict[str, str], mapping: Mapping) -> str:
    address = mapping.text(cells, "address")
    if len(address) > LONGEST_ADDRESS:
        raise RowTrouble("long address", _needs(mapping, "address", f"not be longer than {LONGEST_ADDRESS} characters"))
    return address


def _location(cells: dict[str, str], mapping: Mapping) -> Location | None:
    """Without both numbers, or at 0, 0 where systems put what they could not find, there is no place."""
    lat, lon = mapping.text(cells, "latitude"), mapping.text(cells, "longitude")
    if not lat and not lon:
        return None
    try:
        place = Location(float(lon), float(lat))
    except ValueError as error:
        sentence = f"“{lat}, {lon}” is no place: latitude and longitude are degrees, such as 42.36 and -71.06."
        raise RowTrouble("no such place", sentence) from error
    return place if place.lon or place.lat else None


def _time(cells: dict[str, str], mapping: Mapping, name: str) -> datetime | None:
    """A moment in UTC. One without an offset, or a mere date, is meant in the mapping's zone."""
    text = mapping.text(cells, name)
    try:
        return _moment(text, mapping)
    except ValueError as error:
        wanted = mapping.time_format or "2026-11-24 or 2026-11-24T09:30:00+00:00"
        raise RowTrouble("no such date", f"“{text}” is no date as the mapping says they are: {wanted}.") from error


def _moment(text: str | None, mapping: Mapping) -> datetime | None:
    if not text:
        return None
    moment = _parsed(text, mapping.time_format)
    return (moment if moment.tzinfo else moment.replace(tzinfo=mapping.zone)).astimezone(UTC)


def _parsed(text: str, time_format: str) -> datetime:
    return datetime.strptime(text, time_format) if time_format else datetime.fromisoformat(text)  # noqa: DTZ007


def _reporter(cells: dict[str, str], mapping: Mapping, since: datetime) -> PastPerson | None:
    """Who made it: known by their number there, or by their address where it tells no number."""
    name, email, phone = (mapping.text(cells, f"person_{what}") for what in ("name", "email", "phone"))
    number = mapping.text(cells, "person_id") or email or phone
    if not number:
        return None
    return PastPerson(f"{mapping.source}:{number}", name=name, email=email, phone=phone, since=since)


def _said(cells: dict[str, str], mapping: Mapping, since: datetime) -> tuple[tuple[datetime, str, str], ...]:
    """What was said, where a help desk tells it: a JSON list of {"at", "by", "text"}."""
    text = mapping.text(cells, "messages")
    if not text:
        return ()
    try:
        said = [
            (_moment(one.get("at"), mapping) or since, str(one["by"]), str(one["text"])) for one in json.loads(text)
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RowTrouble("broken messages", _needs(mapping, "messages", "hold the messages as a JSON list")) from error
    return tuple(one for one in said if one[2].strip())


def _needs(mapping: Mapping, name: str, what: str) -> str:
    column = " ".join(mapping.columns.get(name, (name,)))
    return f"The column “{column}” must {what}."


def _has_nul(row: Row) -> bool:
    return any("\0" in value for value in row.cells.values())
