"""Refusals and mistakes as pages: a sentence that says what to do, and never more than the person may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from heard.kernel.errors import HeardError, InvalidInput, NotAllowed

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


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - nothing of a broken request is trusted
    """Without context processors or database, because either may be what is broken."""
    return HttpResponseServerError(render_to_string("ui/broken.html"))


def _page(request: HttpRequest, *, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "ui/error.html", {"title": title, "sentence": sentence}, status=status)
