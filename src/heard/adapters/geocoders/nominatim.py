"""Nominatim, the geocoder of OpenStreetMap: the council's own server or a public one, whose rules are kept.

Public servers allow one request a second and no search while typing, and want to know who asks.
"""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from http.client import HTTPException
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from heard.kernel.location import Location, box_around
from heard.ports.geocoder import GeocoderError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "© OpenStreetMap contributors"
LONGEST_ANSWER = 1_000_000
LONGEST_QUERY = 300
BUILDING = 18  # Nominatim's level of detail for "which house is this?"


class Nominatim:
    """`interval_s` is the pause between two requests of this process: several processes need a longer one each."""

    def __init__(
        self,
        *,
        url: str,
        user_agent: str,
        timeout_s: float = 4,
        interval_s: float = 1,
        patience_s: float = 2,
        limit: int = 5,
        near_m: float = 20_000,
    ) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError("the address of a Nominatim server begins with http:// or https://")
        self._url = url.rstrip("/")
        self._user_agent = user_agent
        self._timeout = timeout_s
        self._interval = interval_s
        self._patience = patience_s
        self._limit = limit
        self._near = near_m
        self._next_turn = 0.0
        self._lock = Lock()

    def search(self, text: str, *, near: Location | None = None) -> list[Place]:
        """The places of this name."""
        query: dict[str, Any] = {"q": text[:LONGEST_QUERY], "limit": self._limit}
        if near:
            query["viewbox"] = ",".join(f"{degrees:.5f}" for degrees in box_around(near, self._near))
        answer = self._ask("search", query)
        if not isinstance(answer, list):
            raise GeocoderError("the geocoder answered a search with something else than a list")
        return [_place(found) for found in answer]

    def reverse(self, location: Location) -> Place | None:
        """The building or street at this place."""
        answer = self._ask("reverse", {"lat": location.lat, "lon": location.lon, "zoom": BUILDING})
        nothing_there = isinstance(answer, dict) and "error" in answer
        return None if nothing_there else _place(answer)

    def _ask(self, endpoint: str, query: Mapping[str, Any]) -> Any:
        self._wait_for_turn()
        url = f"{self._url}/{endpoint}?{urlencode({**query, 'format': 'jsonv2'})}"
        request = Request(url, headers={"User-Agent": self._user_agent, "Accept": "application/json"})  # noqa: S310 -- checked above
        try:
            with urlopen(request, timeout=self._timeout) as response:  # noqa: S310
                return json.loads(response.read(LONGEST_ANSWER))
        except HTTPError as error:
            error.close()
            if error.code == HTTPStatus.TOO_MANY_REQUESTS:
                self._pause(error.headers.get("Retry-After"))
            raise GeocoderError(f"the geocoder answered {error.code}") from None  # its own text holds the query
        except (OSError, HTTPException) as error:
            raise GeocoderError(f"the geocoder cannot be reached: {type(error).__name__}") from None
        except (ValueError, RecursionError):
            raise GeocoderError("the geocoder answered something else than JSON") from None

    def _wait_for_turn(self) -> None:
        """Take the next free moment; whoever would wait too long for it is better told now."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next_turn)
            if turn - now > self._patience:
                raise GeocoderError("the geocoder is busy: others are before us")
            self._next_turn = turn + self._interval
        time.sleep(turn - now)

    def _pause(self, retry_after: str | None) -> None:
        seconds = int(retry_after) if retry_after and retry_after.isdigit() else 60
        with self._lock:
            self._next_turn = time.monotonic() + seconds


def _place(found: Any) -> Place:
    try:
        return Place(str(found["display_name"]), Location(float(found["lon"]), float(found["lat"])), SOURCE)
    except (KeyError, TypeError, ValueError):
        raise GeocoderError("the geocoder's answer lacks a name or a position") from None
