"""Words as they go into a copy: without keys to anything, and without the names of those who work for the council."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.rules.mentions import names_in
from heard.domain.people.models import PersonNote
from heard.kernel.logs import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

INSTEAD_OF_A_TOKEN: Final = "[link removed]"  # noqa: S105 -- it stands where a token stood


def without_keys(value: Any) -> Any:
    """The same data, with every signed link of ours cut: a copy is passed on, printed and forgotten in folders."""
    if isinstance(value, str):
        host = re.escape(urlsplit(settings.HEARD_URL).netloc)
        return re.sub(rf"({host}/(?:{LINKS})/)[^/\s\"'<>]+", rf"\1{INSTEAD_OF_A_TOKEN}", value, flags=re.IGNORECASE)
    if isinstance(value, list):
        return [without_keys(one) for one in value]
    if isinstance(value, dict):
        return {name: without_keys(one) for name, one in value.items()}
    return value


def is_among_colleagues(row: Model) -> bool:
    """Whether colleagues wrote it for one another: only there an @ calls one of them."""
    return isinstance(row, PersonNote) or (isinstance(row, Message) and row.direction == Direction.NOTE)


def called_in(rows: Iterable[Model]) -> set[str]:
    """Every colleague called in these rows, as they are written."""
    return {
        name
        for row in rows
        if isinstance(row, Message | PersonNote) and is_among_colleagues(row)
        for name in names_in(f"{row.text} {getattr(row, 'full_text', '')}")
    }
