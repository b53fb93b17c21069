"""Calls to other systems: signed, to public addresses alone, and each refusal told as passing or lasting."""

from __future__ import annotations

import hashlib
import hmac
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from heard.adapters.hooks.https import HttpsHooks
from heard.ports.hook import HookCall, HookError

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY = b'{"case": {"reference": "HRD-AAAA-BBB"}}'


class Listener(HTTPServer):
    """Another system on this machine, which keeps what it is told and answers as it is bidden."""

    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[tuple[dict[str, str], bytes]] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def call(url: str) -> HookCall:
    return HookCall(call_id="one", url=url, body=BODY, secret=b"secret")


def test_the_body_arrives_signed(listener: Listener) -> None:
    hooks = HttpsHooks(private=(listener.host,))
    assert hooks.send(call(f"http://{listener.host}/heard?from=us")) == "200"
    [(headers, body)] = listener.told
    assert body == BODY
    stamp = headers["Heard-Time"]
    signed = hmac.new(b"secret", f"one.{stamp}.".encode() + BODY, hashlib.sha256).hexdigest()
    assert headers["Heard-Signature"] == f"v1={signed}"
    assert headers["Heard-Call"] == "one"


@pytest.mark.parametrize("status, permanent", [(500, False), (429, False), (404, True), (301, True)])
def test_what_is_not_taken_is_told(listener: Listener, status: int, *, permanent: bool) -> None:
    listener.status = status
    with pytest.raises(HookError) as refused:
        HttpsHooks(private=(listener.host,)).send(call(f"http://{listener.host}/"))
    assert (refused.value.code, refused.value.permanent) == (str(status), permanent)
    assert len(listener.told) == 1  # a redirect is not followed


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[fec0::1]/",
        "https://[ff0e::1]/",
        "https://2130706433/",  # 127.0.0.1 as one number
    ],
)
def test_the_councils_own_network_is_not_reached(url: str) -> None:
    with pytest.raises(HookError) as refused:
        HttpsHooks().send(call(url))
    assert refused.value.permanent
    assert refused.value.code == "private_address"


@pytest.mark.parametrize(
    "url", ["http://example.org/", "ftp://example.org/", "https://user:word@example.org/", "https://[/"]
)
def test_only_plain_addresses_of_https(url: str) -> None:
    with pytest.raises(HookError, match="address"):
        HttpsHooks().send(call(url))


@pytest.mark.parametrize("path", ["/ä", "/a b"])
def test_an_address_that_cannot_be_asked_for_is_refused(listener: Listener, path: str) -> None:
    with pytest.raises(HookError) as refused:
        HttpsHooks(private=(listener.host,)).send(call(f"http://{listener.host}{path}"))
    assert refused.value.permanent
    assert not listener.told


def test_nobody_there_is_a_passing_trouble(listener: Listener) -> None:
    host = listener.host
    listener.server_close()
    with pytest.raises(HookError) as refused:
        HttpsHooks(private=(host,)).send(call(f"http://{host}/"))
    assert not refused.value.permanent
