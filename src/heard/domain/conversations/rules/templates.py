"""Prepared answers: filling the gaps of a template, and nothing that is not a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GAPS = ("name", "reference", "service", "place", "date", "team", "agent", "council")
_GAP = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its known gaps filled. An unknown gap stays as it is, so that the agent sees it before sending."""
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)


def unknown_gaps(text: str) -> list[str]:
    """Gaps in a template that nothing fills: told to the administrator who writes it."""
    return [name for name in dict.fromkeys(_GAP.findall(text)) if name not in GAPS]
