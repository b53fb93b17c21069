"""Whose request it is, as far as counting goes: the address it came from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

ONE_CUSTOMER = 64  # bits of an IPv6 address; whoever has one has all those that begin with them


def client_address(request: HttpRequest) -> str:
    """Behind the council's own proxy, the last address it wrote down; what came before, anybody can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HEARD_BEHIND_PROXY else ""
    return _one_customer(forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))


def _one_customer(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> ONE_CUSTOMER << ONE_CUSTOMER))
