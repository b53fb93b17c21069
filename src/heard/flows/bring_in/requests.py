"""Requests from the desk's import page: the columns it offers, what statuses mean, and the mapping they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Status
from heard.flows.bring_in.kinds import Column
from heard.flows.import_requests.mapping import Mapping, mapping_of, shipped_data

if TYPE_CHECKING:
    from collections.abc import Iterable

REQUESTS = "requests"
# A system whose files look alike everywhere has a mapping that is shipped.
SHIPPED_BY_FORMAT = {"open311": "open311", "zammad": "zammad", "freshdesk": "freshdesk"}
COLUMNS = (
    Column("id", _("Its number in the old system"), ("service request id", "report id", "case number", "ticket id",
           "number", "reference", "case id", "request id"), needed=True),
    Column("reported_at", _("When it was reported"), ("requested datetime", "created", "created at", "created time",
           "opened", "date", "reported", "creation date"), needed=True),
    Column("service_name", _("What it is about"), ("service name", "category", "type", "complaint type", "subject",
           "group", "service"), needed=True),
    Column("service_code", _("Code of the service"), ("service code",)),
    Column("status", _("Status"), ("state",)),
    Column("updated_at", _("When it was last changed"), ("updated datetime", "updated", "updated at", "last update")),
    Column("closed_at", _("When it was closed"), ("closed", "closed time", "closed date", "resolved time", "fixed",
           "completion date")),
    Column("latitude", _("Latitude"), ("lat", "y")),
    Column("longitude", _("Longitude"), ("long", "lon", "lng", "x")),
    Column("address", _("Address"), ("street address", "location", "query")),
    Column("description", _("What was said"), ("detail", "details", "text", "title", "body")),
    Column("outcome_note", _("What was answered"), ("status notes", "resolution", "answer", "outcome")),
    Column("person_id", _("Number of the person in the old system"), ("customer id", "requester id", "contact id")),
    Column("person_name", _("Name of the person"), ("user name", "full name", "customer", "requester name", "name")),
    Column("person_email", _("Email of the person"), ("email", "user email", "requester email", "email address")),
    Column("person_phone", _("Phone of the person"), ("phone", "user phone", "mobile")),
)  # fmt: skip

_USUAL = {
    Status.RECEIVED: "new, open, received, submitted, confirmed, unassigned, reported",
    Status.IN_PROGRESS: (
        "in progress, assigned, investigating, planned, action scheduled, pending, being processed, active"
    ),
    Status.WAITING: (
        "waiting, on hold, waiting on customer, waiting for customer, awaiting your reply, pending reminder"
    ),
    Status.CLOSED: (
        "closed, resolved, fixed, done, completed, complete, cancelled, canceled, duplicate, merged, rejected, "
        "fixed - council, fixed - user, unable to fix, no further action, not responsible, internal referral"
    ),
}


def likely_meanings(theirs: Iterable[str]) -> dict[str, str]:
    """Their statuses with ours, where the word tells; "" where it does not."""
    known = {word: str(status) for status, words in _USUAL.items() for word in words.split(", ")}
    return {word: known.get(word.strip().lower(), "") for word in theirs}


def mapping_for(*, format: str, source: str, columns: dict[str, str], meanings: dict[str, str], zone: str) -> Mapping:  # noqa: A002 -- as the file's
    """The mapping that the page's choices make; that of a known system is as it is shipped, under its own name."""
    if format in SHIPPED_BY_FORMAT:
        return mapping_of(shipped_data(SHIPPED_BY_FORMAT[format]) | {"source": source, "format": format})
    data: dict[str, Any] = {"source": source, "format": format, "columns": columns, "times": {"zone": zone}}
    if "status" in columns:
        data["status"] = {word: status for word, status in meanings.items() if status}
    return mapping_of(data)
