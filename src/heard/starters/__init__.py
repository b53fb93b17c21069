"""Catalogues to start from: each a folder of configuration files, complete enough to be used as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Starter:
    """One catalogue."""

    code: str
    name: _StrPromise
    explains: _StrPromise

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return Path(__file__).with_name(self.code)


_ALL = (
    Starter(
        "uk-council",
        _("A council in the United Kingdom"),
        _("Potholes, bins, council tax, homes and care: sixty services in British words."),
    ),
    Starter(
        "north-american-city",
        _("A city in North America"),
        _("Potholes, trash, water, snow and buildings: sixty services in American words."),
    ),
)
STARTERS = {starter.code: starter for starter in _ALL}
