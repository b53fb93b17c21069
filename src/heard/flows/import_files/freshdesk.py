"""Tickets of Freshdesk: its account export (`helpdesk_ticket` objects), or what its API v2 answers, saved as JSON.

One file, or the ZIP as it is exported. Statuses are numbers there unless the export names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from heard.flows.import_files.row import Row
from heard.flows.import_files.tickets import members, named, plain, ticket_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STATUSES = {2: "open", 3: "pending", 4: "resolved", 5: "closed"}
ENDED = {"resolved", "closed"}


def freshdesk_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """A row a ticket."""
    found = members(file)
    users = {one.get("id"): one for one in map(_unwrapped, named(found, "user") + named(found, "contact"))}
    tickets = found[""] if "" in found else named(found, "ticket")
    for number, ticket in enumerate(map(_unwrapped, tickets), start=1):
        yield Row(_cells(ticket, users), number)
    progress(file.stat().st_size)


def _unwrapped(one: dict[str, Any]) -> dict[str, Any]:
    """The export puts each object under its kind: {"helpdesk_ticket": {…}}."""
    inside = next(iter(one.values()), None)
    return inside if len(one) == 1 and isinstance(inside, dict) else one


def _cells(ticket: dict[str, Any], users: dict[Any, dict[str, Any]]) -> dict[str, str]:
    number = ticket.get("status")
    status = str(ticket.get("status_name") or (STATUSES.get(number, number) if isinstance(number, int) else number))
    stats = ticket.get("stats") or ticket.get("ticket_states") or {}
    ended = stats.get("resolved_at") or stats.get("closed_at") or ticket.get("updated_at")
    return ticket_cells(
        number=ticket.get("display_id") or ticket.get("id"),
        subject=ticket.get("subject"),
        about=ticket.get("ticket_type") or ticket.get("type") or ticket.get("group_name"),
        status=status.lower(),
        created=ticket.get("created_at"),
        updated=ticket.get("updated_at"),
        closed=ended if status.lower() in ENDED else "",
        person=_person(ticket, users),
        messages=_messages(ticket),
    )


def _person(ticket: dict[str, Any], users: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    number = ticket.get("requester_id")
    user = ticket.get("requester") or users.get(number) or {}
    return {
        "id": number or user.get("id"),
        "name": user.get("name") or ticket.get("requester_name"),
        "email": user.get("email") or ticket.get("email"),
        "phone": user.get("mobile") or user.get("phone") or ticket.get("phone"),
    }


def _messages(ticket: dict[str, Any]) -> list[dict[str, str]]:
    """What it began with, and what was said since."""
    first = plain(ticket.get("description_text") or ticket.get("description"))
    began = [{"at": str(ticket.get("created_at") or ""), "by": "customer", "text": first}] if first else []
    notes = ticket.get("conversations") or ticket.get("helpdesk_notes") or ticket.get("notes") or []
    later = map(_unwrapped, notes)
    return began + [_message(one) for one in sorted(later, key=lambda one: str(one.get("created_at")))]


def _message(note: dict[str, Any]) -> dict[str, str]:
    by = "note" if note.get("private") else "customer" if note.get("incoming") else "agent"
    return {"at": str(note.get("created_at") or ""), "by": by, "text": plain(note.get("body_text") or note.get("body"))}
