"""What finds places beyond the council's own addresses. Those are found by places; no geocoder lives here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from heard.kernel.location import Location


@dataclass(frozen=True, slots=True)
class Place:
    """A place under the name people know it by. `source` is to be named where it is shown, as its licence asks."""

    label: str
    location: Location
    source: str


class GeocoderError(Exception):
    """No answer this time: busy, down or not understood. Go on without; the text is for the log and holds no query."""


class Geocoder(Protocol):
    """Names to places and back. Raises GeocoderError and nothing else; "not found" is an answer, not an error."""

    def search(self, text: str, *, near: Location | None = None) -> list[Place]:
        """The places of this name, best first; those `near` are preferred."""
        ...

    def reverse(self, location: Location) -> Place | None:
        """What people would call this place."""
        ...
