"""Whom a note calls: @ and the first part of a colleague's address."""

from __future__ import annotations

import re

_MENTION = re.compile(r"(?<![\w.])@([\w.+-]*\w)")


def names_in(text: str) -> set[str]:
    """The names after an @, as they are written; an address is not a call."""
    return set(_MENTION.findall(text))
