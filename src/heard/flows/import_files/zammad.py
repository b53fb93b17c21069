"""Tickets of Zammad: what its REST API answers with `expand=true`, saved as JSON.

One file with tickets that hold their `articles`, or a ZIP of `tickets….json`, `ticket_articles….json`, `users….json`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from heard.flows.import_files.row import Row
from heard.flows.import_files.tickets import members, named, plain, ticket_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Objects = list[dict[str, Any]]


def zammad_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """A row a ticket."""
    found = members(file)
    users = {one.get("id"): one for one in named(found, "user")}
    articles: dict[Any, Objects] = defaultdict(list)
    for one in [*named(found, "ticket_article"), *named(found, "article")]:
        articles[one.get("ticket_id")].append(one)
    tickets = found[""] if "" in found else [one for one in named(found, "ticket") if "number" in one]
    for number, ticket in enumerate(tickets, start=1):
        own = ticket.get("articles") or articles[ticket.get("id")]
        yield Row(_cells(ticket, [one for one in own if isinstance(one, dict)], users), number)
    progress(file.stat().st_size)


def _cells(ticket: dict[str, Any], articles: Objects, users: dict[Any, dict[str, Any]]) -> dict[str, str]:
    state = _name(ticket.get("state"))
    return ticket_cells(
        number=ticket.get("number"),
        subject=ticket.get("title"),
        about=_name(ticket.get("group")),
        status=state,
        created=ticket.get("created_at"),
        updated=ticket.get("updated_at"),
        closed=ticket.get("close_at") if state in {"closed", "merged"} else "",
        person=_person(ticket, users),
        messages=[_message(one) for one in sorted(articles, key=lambda one: str(one.get("created_at")))],
    )


def _name(value: Any) -> str:
    """Expanded or not: "open", or {"name": "open"}."""
    return str(value.get("name", "")) if isinstance(value, dict) else str(value or "")


def _person(ticket: dict[str, Any], users: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """The customer: a user of the export, or, expanded, the address they sign in with."""
    number, shown = ticket.get("customer_id"), ticket.get("customer")
    user = users.get(number) or (shown if isinstance(shown, dict) else {})
    name = " ".join(part for part in (user.get("firstname"), user.get("lastname")) if part)
    login = shown if isinstance(shown, str) and "@" in shown else ""
    return {
        "id": number or user.get("id"),
        "name": name,
        "email": user.get("email") or login,
        "phone": user.get("mobile") or user.get("phone"),
    }


def _message(article: dict[str, Any]) -> dict[str, str]:
    sender = _name(article.get("sender")).lower()
    by = "note" if article.get("internal") else "customer" if sender == "customer" else "agent"
    return {"at": str(article.get("created_at") or ""), "by": by, "text": plain(article.get("body"))}
