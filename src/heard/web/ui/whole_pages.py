"""A part of a page is never replaced by a whole one, whatever the server had to answer instead of the part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

WHOLE_PAGE = b"<!DOCTYPE html>"
ENOUGH_TO_TELL = 200


class WholePagesStayWhole:
    """htmx follows redirects without asking: to the sign-in page, to a case that a search found meanwhile, to another
    surface. What it meant to refresh then stays as it is, and nothing that was typed is lost. A request that takes its
    part out of the page by itself (`hx-select`) says which in the header HX-Select: a page that has it is an answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "HX-Request" in request.headers and _is_whole(response) and not _has_its_part(request, response):
            response["HX-Reswap"] = "none"
        return response


def _is_whole(response: HttpResponse) -> bool:
    return not response.streaming and WHOLE_PAGE in response.content[:ENOUGH_TO_TELL]


def _has_its_part(request: HttpRequest, response: HttpResponse) -> bool:
    part = request.headers.get("HX-Select")
    return bool(part) and f'id="{part}"'.encode() in response.content
