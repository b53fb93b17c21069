"""Refusals and mistakes as pages: a sentence that says what to do, and never more than the person may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from heard.kernel.errors import HeardError, InvalidInput, NotAllowed, Removed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class HeardErrorMiddleware:
    """Turns the errors of the domain into answers; what a form can show, its view catches before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):  # no text of PostgreSQL holds it
            return _page(request, status=400, title=_("This did not work"), sentence=_("Check the address."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return forbidden(request, error)
        if isinstance(error, Removed):
            return _page(request, status=410, title=_("This was removed"), sentence=error.sentence)
        if isinstance(error, HeardError):
            status = 400 if isinstance(error, InvalidInput) else 409
            return _page(request, status=status, title=_("This did not work"), sentence=error.sentence)
        return None


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler signature
    return _page(
        request,
        status=403,
        title=_("You cannot open this page"),
        sentence=_("Sign in with another account, or ask your manager."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler signature
    return _page(
        request,
        status=404,
        title=_("Page not found"),
        sentence=_("Check the address. If you followed a link, the page may have moved."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler signature
    """Too many fields or files, a form that was cut off, an address nobody here has."""
    sentence = _("Go back, load the page again, and send it once more with fewer or smaller files.")
    return _page(request, status=400, title=_("This did not work"), sentence=sentence)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - the log says why
    """A form without our own mark on it: mostly a page that stood open for long, or a browser that keeps no cookies."""
    sentence = _(
        "Nothing was saved. Go back, copy what you wrote, load the page again and send it. Cookies must be on."
    )
    return _page(request, status=403, title=_("This page was open for too long"), sentence=sentence)


def too_large(request: HttpRequest) -> HttpResponse:
    sentence = _("That was too much to send at once. Go back and send fewer or smaller files: each may have 25 MB.")
    return _page(request, status=413, title=_("This did not work"), sentence=sentence)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - nothing of a broken request is trusted
    """Without context processors or database, because either may be what is broken."""
    return HttpResponseServerError(render_to_string("ui/broken.html"))


def _page(request: HttpRequest, *, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "ui/error.html", {"title": title, "sentence": sentence}, status=status)
