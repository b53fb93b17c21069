"""Nominatim, against a server of our own that answers in its words."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from heard.adapters.geocoders.nominatim import SOURCE, Nominatim
from heard.kernel.location import Location
from heard.ports.geocoder import GeocoderError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Location(-72.92, 41.31)
FOUND = {
    "place_id": 301, "licence": "Data © OpenStreetMap contributors, ODbL 1.0", "osm_type": "way", "osm_id": 77,
    "lat": "41.3105", "lon": "-72.9241", "category": "building", "type": "library", "place_rank": 30,
    "importance": 0.31, "addresstype": "building", "name": "Library", "display_name": "Library, Elm Street, Fairmere",
    "boundingbox": ["41.31", "41.32", "-72.93", "-72.92"],
}  # fmt: skip
PLACE = Place("Library, Elm Street, Fairmere", Location(-72.9241, 41.3105), SOURCE)


class Double:
    """A server that gives one answer and remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.headers, self.delay = 200, b"[]", {}, 0.0
        self.asked: list[tuple[str, dict[str, list[str]], Any]] = []

    def answer(self, document: Any) -> None:
        self.body = document if isinstance(document, bytes) else json.dumps(document).encode()


@pytest.fixture
def double() -> Iterator[Double]:
    double = Double()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            double.asked.append((parts.path, parse_qs(parts.query), self.headers))
            time.sleep(double.delay)
            self.send_response(double.status)
            for name, value in double.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(double.body)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    double.url = f"http://127.0.0.1:{server.server_port}"
    yield double
    server.shutdown()
    server.server_close()


def nominatim(double: Double, **options: Any) -> Nominatim:
    return Nominatim(**{"url": f"{double.url}/", "user_agent": "Heard (Fairmere)", "interval_s": 0, **options})


def test_search_asks_as_documented_and_reads_the_places(double) -> None:
    double.answer([FOUND])
    assert nominatim(double).search("Library & café") == [PLACE]
    path, query, headers = double.asked[0]
    assert path == "/search"
    assert query == {"q": ["Library & café"], "limit": ["5"], "format": ["jsonv2"]}
    assert headers["User-Agent"] == "Heard (Fairmere)"


def test_near_is_a_box_that_prefers_but_does_not_exclude(double) -> None:
    nominatim(double, near_m=1_000).search("Library", near=HERE)
    query = double.asked[0][1]
    west, south, east, north = (float(degrees) for degrees in query["viewbox"][0].split(","))
    assert west < HERE.lon < east
    assert south < HERE.lat < north
    assert "bounded" not in query


def test_reverse_asks_for_the_building(double) -> None:
    double.answer(FOUND)
    assert nominatim(double).reverse(HERE) == PLACE
    path, query, _ = double.asked[0]
    assert path == "/reverse"
    assert (query["lat"], query["lon"], query["zoom"]) == (["41.31"], ["-72.92"], ["18"])


def test_nothing_there_is_an_answer(double) -> None:
    assert nominatim(double).search("Nowhere") == []
    double.answer({"error": "Unable to geocode"})
    assert nominatim(double).reverse(HERE) is None


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"\xff",
        {"error": "no"},
        [{"lat": "41"}],
        [{**FOUND, "lat": "north"}],
        [{**FOUND, "lat": "200"}],
        [None],
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error(double, answer) -> None:
    double.answer(answer)
    with pytest.raises(GeocoderError):
        nominatim(double).search("Library")


def test_a_failure_never_repeats_what_was_asked_for(double) -> None:
    double.status = 500
    with pytest.raises(GeocoderError, match="answered 500") as failure:
        nominatim(double).search("12 Elm Street")
    assert "Elm" not in str(failure.value)


def test_a_slow_server_is_given_up(double) -> None:
    double.delay = 1
    with pytest.raises(GeocoderError, match="cannot be reached"):
        nominatim(double, timeout_s=0.1).search("Library")


def test_a_server_that_is_away_is_an_error() -> None:
    with pytest.raises(GeocoderError, match="cannot be reached"):
        Nominatim(url="http://127.0.0.1:9", user_agent="Heard").reverse(HERE)


def test_requests_keep_their_distance(double) -> None:
    geocoder = nominatim(double, interval_s=0.2)
    start = time.monotonic()
    for _ in range(3):
        geocoder.search("Library")
    assert time.monotonic() - start >= 0.4


def test_whoever_would_wait_too_long_is_told_at_once(double) -> None:
    geocoder = nominatim(double, interval_s=60, patience_s=0.1)
    geocoder.search("Library")
    with pytest.raises(GeocoderError, match="busy"):
        geocoder.search("Library")
    assert len(double.asked) == 1


def test_too_many_requests_are_followed_by_silence(double) -> None:
    double.status, double.headers = 429, {"Retry-After": "30"}
    geocoder = nominatim(double)
    for says in ("answered 429", "busy"):
        with pytest.raises(GeocoderError, match=says):
            geocoder.search("Library")
    assert len(double.asked) == 1


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(ValueError, match="http"):
        Nominatim(url="file:///etc/passwd", user_agent="Heard")
