"""Which column of a file is which of ours: by its name, as far as names tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.flows.bring_in.kinds import Column


def matched(columns: Iterable[Column], header: Iterable[str]) -> dict[str, str]:
    """Our name → their column, for those that a name tells. No column of theirs is used twice."""
    theirs = {_plain(name): name for name in reversed(list(header))}
    found: dict[str, str] = {}
    for column in columns:
        for name in (column.name, *column.also):
            given = theirs.pop(_plain(name), None)
            if given is not None:
                found[column.name] = given
                break
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
