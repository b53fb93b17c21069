"""How often a visitor may come, and which language they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from heard.kernel.errors import Refused
from heard.kernel.throttle import allow
from heard.web.ui.client import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUR = 60 * 60
REFERENCES_A_REPORT = 20  # there are some 900 million references to guess
WORDS_A_REPORT = 100  # an address search asks with every few letters
PHOTOS_A_REPORT = 10  # five, and some chosen again


def reading_language(request: HttpRequest) -> str:
    """The language their browser asks for, of those the council speaks: its own words may be in it where the pages are
    not translated yet.
    """
    spoken = dict(settings.HEARD_SPOKEN_LANGUAGES)
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = (language.partition("-")[0] for language, _weight in asked)
    return next((language for language in wanted if language in spoken), (get_language() or "").partition("-")[0])


def limit_sending(request: HttpRequest) -> None:
    """Refuse the visitor who sends more than a street full of neighbours behind one address would."""
    _limit(request, "send", settings.HEARD_REPORTS_PER_HOUR)


def limit_photos(request: HttpRequest) -> None:
    """The same for photos, each of which costs a moment of work and a place on the disk."""
    _limit(request, "photo", settings.HEARD_REPORTS_PER_HOUR * PHOTOS_A_REPORT)


def limit_references(request: HttpRequest) -> None:
    """Refuse whoever tries reference after reference."""
    _limit(request, "reference", settings.HEARD_REPORTS_PER_HOUR * REFERENCES_A_REPORT)


def limit_searching(request: HttpRequest) -> None:
    """Refuse whoever copies the list of addresses by asking for all of them."""
    _limit(request, "search", settings.HEARD_REPORTS_PER_HOUR * WORDS_A_REPORT)


def _limit(request: HttpRequest, what: str, times: int) -> None:
    if not allow(what, client_address(request), limit=times, seconds=HOUR):
        raise Refused(_("We have had very many messages from your internet address. Try again in an hour, or call us."))
