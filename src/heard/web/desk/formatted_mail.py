"""A mail's formatted version in a frame of its own: nothing in it runs, and nothing is fetched from anywhere."""

from __future__ import annotations

from django.http import HttpResponse

# Remote images stay off: who sends a mail must not learn when, and from where, it was read.
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
AROUND = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light">'


def formatted_mail(html: str) -> HttpResponse:
    """The answer that a sandboxed frame of the desk shows. `html` is sanitised already; this is the second wall."""
    answer = HttpResponse(AROUND + html, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = SEALED
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
