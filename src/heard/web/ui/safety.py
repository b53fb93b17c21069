"""What holds for every request and every answer: how much may be sent, and what a page may ask of a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.web.ui.errors import too_large

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

MOST_BYTES = 270_000_000  # ten files of 25 MB, and the words around them
# A browser shows an answer only once it has sent all it wanted to. So much is read and thrown away for its sake.
MOST_THROWN_AWAY = 4 * MOST_BYTES
PIECE = 1 << 20

# "Use my location" and the camera are ours to ask for; nothing else is, and nobody in a frame may.
PERMISSIONS = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), browsing-topics=()"


class SafetyMiddleware:
    """Refuses what is too large before anything of it is kept, and adds the header Django has no setting for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _length_of(request)
        if length > MOST_BYTES:
            if length <= MOST_THROWN_AWAY:
                _throw_away(request)
            answer = too_large(request)
        else:
            answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return answer


def _length_of(request: HttpRequest) -> int:
    """What it says of itself; without a word, Django reads nothing."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _throw_away(request: HttpRequest) -> None:
    while request.read(PIECE):
        pass
