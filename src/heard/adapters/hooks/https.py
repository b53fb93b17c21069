"""Signed calls to public addresses: never into the council's own network, never where a redirect leads.

The name is resolved once, every address it has must be public, and the connection goes to the address that was looked
at: a name that answers differently the second time changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urlsplit

from heard.ports.hook import HookCall, HookError

TIMEOUT = 10.0
MOST_READ = 2_000
PORT = 443
# The other side says: not you, not this, not here. Asking again would only repeat it. 408, 425 and 429 mean later.
LATER = frozenset({408, 425, 429})


class HttpsHooks:
    """`private` lets a test, or a council whose systems stand beside Heard, name hosts ("host:port") to be reached by
    plain HTTP, wherever they are.
    """

    def __init__(self, private: tuple[str, ...] = ()) -> None:
        self._private = frozenset(private)

    def send(self, call: HookCall) -> str:
        """POST the body, signed. A 2xx is an answer; everything else is an error."""
        connection, path = self._connection(call.url)
        try:
            connection.request("POST", path, body=call.body, headers=_headers(call))
            answer = connection.getresponse()
            answer.read(MOST_READ)
        except (http.client.InvalidURL, UnicodeError) as error:
            raise HookError("address", permanent=True) from error
        except (OSError, http.client.HTTPException) as error:
            raise HookError(type(error).__name__, permanent=False) from error
        finally:
            connection.close()
        if not 200 <= answer.status < 300:  # noqa: PLR2004 -- the codes of success
            permanent = 300 <= answer.status < 500 and answer.status not in LATER  # noqa: PLR2004
            raise HookError(str(answer.status), permanent=permanent)
        return str(answer.status)

    def _connection(self, url: str) -> tuple[http.client.HTTPConnection, str]:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise HookError("address", permanent=True) from error
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if f"{host}:{port}" in self._private and parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=TIMEOUT), path
        if parts.scheme != "https" or not host or parts.username or parts.password:
            raise HookError("address", permanent=True)
        return _Pinned(host, port or PORT, _public_address(host, port or PORT)), path


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address that still asks for the certificate of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._checked = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self._checked)
        self._address = address

    def connect(self) -> None:
        """To the address that was looked at."""
        plain = socket.create_connection((self._address, self.port), timeout=TIMEOUT)
        self.sock = self._checked.wrap_socket(plain, server_hostname=self.host)


def _public_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HookError("unknown_host", permanent=False) from error
    addresses = [str(address[0]).partition("%")[0] for *_rest, address in found]
    if not addresses or not all(_is_public(address) for address in addresses):
        raise HookError("private_address", permanent=True)
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:  # carries an IPv4 address in its last four bytes
            return ipaddress.IPv4Address(ip.packed[12:]).is_global
        inside = ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        return ip in _PUBLIC_IPV6 and ip.is_global and (inside is None or inside.is_global)
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# All that is given out to the public; old ways to write an IPv4 address or a site of one's own lie beside it.
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")


def _headers(call: HookCall) -> dict[str, str]:
    stamp = str(int(time.time()))
    signed = hmac.new(call.secret, f"{call.call_id}.{stamp}.".encode() + call.body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Heard",
        "Heard-Call": call.call_id,
        "Heard-Time": stamp,
        "Heard-Signature": f"v1={signed}",
    }
