"""Which reports in the making this browser began: their ids in a signed cookie, so that nobody else opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from heard.kernel import tokens

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "heard_reports"
WEEK = 7 * 24 * 60 * 60
KEPT = 8


def own_drafts(request: HttpRequest) -> list[UUID]:
    """The drafts begun here, oldest first."""
    ids = tokens.read("drafts", request.COOKIES.get(COOKIE, ""), max_age=WEEK)
    return [UUID(draft) for draft in ids or []]


def remember_draft(request: HttpRequest, response: HttpResponse, draft_id: UUID) -> None:
    """Let this browser open the draft again."""
    drafts = own_drafts(request)
    if draft_id in drafts:
        return
    response.set_cookie(
        COOKIE,
        tokens.sign("drafts", [str(draft) for draft in [*drafts, draft_id][-KEPT:]]),
        max_age=WEEK,
        path="/report/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
