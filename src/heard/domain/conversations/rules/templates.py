"""Prepared answers: filling the gaps of a template, and nothing that is not a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GAPS = ("name", "reference", "service", "place", "date", "repeat", "team", "agent", "council")
LETTER_GAPS = ("name", "council")  # of a letter to many people: there is no case to speak of
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


def says_date(text: str) -> bool:
    """Whether the template promises the day by which it is done."""
    return "{date}" in text


def has_gaps(text: str) -> bool:
    """Whether something in it would be filled in, or looks as if it were."""
    return bool(_GAP.search(text))


def unknown_gap(text: str, *, known: Sequence[str] = GAPS) -> str:
    """What to say to the writer of a text with a gap that nothing fills; empty where there is none."""
    unknown = next((name for name in _GAP.findall(text) if name not in known), None)
    if unknown is None:
        return ""
    gaps = {"gap": f"{{{unknown}}}", "known": ", ".join(f"{{{gap}}}" for gap in known)}
    return _("Nothing fills %(gap)s. Use: %(known)s.") % gaps
