"""Where a request comes from, and how often it may come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from heard.kernel.errors import Refused
from heard.kernel.throttle import allow

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUR = 60 * 60
PHOTOS_A_REPORT = 10  # five, and some chosen again


def address_of(request: HttpRequest) -> str:
    """The visitor's address: behind our own proxy, the last one it wrote down; what came before, anybody can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HEARD_BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def limit_sending(request: HttpRequest) -> None:
    """Refuse the visitor who sends more than a street full of neighbours behind one address would."""
    _limit(request, "send", settings.HEARD_REPORTS_PER_HOUR)


def limit_photos(request: HttpRequest) -> None:
    """The same for photos, each of which costs a moment of work and a place on the disk."""
    _limit(request, "photo", settings.HEARD_REPORTS_PER_HOUR * PHOTOS_A_REPORT)


def _limit(request: HttpRequest, what: str, times: int) -> None:
    if not allow(what, address_of(request), limit=times, seconds=HOUR):
        raise Refused(_("We have had very many messages from your internet address. Try again in an hour, or call us."))
