"""Whom a note calls: @ and the first part of a colleague's address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MENTION = re.compile(r"(?<![\w.])@([\w.+-]*\w)")


def names_in(text: str) -> set[str]:
    """The names after an @, as they are written; an address is not a call."""
    return set(_MENTION.findall(text))


def with_others_named(text: str, instead: Mapping[str, str]) -> str:
    """The same words, calling each colleague as `instead` says, by the name in small letters; the rest stays."""
    return _MENTION.sub(lambda call: f"@{instead.get(call[1].lower(), call[1])}", text)
