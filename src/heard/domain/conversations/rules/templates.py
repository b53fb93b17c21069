"""Prepared answers: filling the gaps of a template, and nothing that is not a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GAPS = ("name", "reference", "service", "place", "date", "repeat", "team", "agent", "council")
_GAP = re.compile(r"\{([a-z_]+)\}")
# A whole sentence that is often not there: nothing is left of its place then.
_NO_REPEAT = re.compile(r"\{repeat\}\n\n|\{repeat\} ?")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its known gaps filled. An unknown gap stays as it is, so that the agent sees it before sending."""
    text = text if values.get("repeat") else _NO_REPEAT.sub("", text)
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)


def says_repeats(text: str) -> bool:
    """Whether the template says that it is not the first time."""
    return "{repeat}" in text


def unknown_gaps(text: str) -> list[str]:
    """Gaps in a template that nothing fills: told to the administrator who writes it."""
    return [name for name in dict.fromkeys(_GAP.findall(text)) if name not in GAPS]
