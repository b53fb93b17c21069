"""Rendering a page of the desk: with its navigation, the reader's unseen mentions and the live events it listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from heard.domain.automation.queries.automations import in_trouble
from heard.domain.conversations.queries.mentions import unseen_mentions_count
from heard.domain.teams.rules.permissions import may_change_settings
from heard.web.desk.navigation import links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

INBOX_TOPIC = "inbox"


def desk_page(
    request: DeskRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
    topics: Sequence[str] = (),
) -> HttpResponse:
    """A whole page. Parts for htmx are rendered with Django's `render`: they need none of this."""
    around = {
        "navigation": links(request),
        "stopped_automations": in_trouble() if may_change_settings(request.standing) else (),
        "mentions": unseen_mentions_count(request.standing),
        "live_url": live_url([f"staff:{request.user.id}", *topics]),  # one's own: the count of mentions follows it
    }
    return render(request, template, around | (context or {}), status=status)


def live_url(topics: Sequence[str]) -> str:
    """Where the events of these topics come from: our own door, which checks the session and sends on to the stream."""
    return f"{reverse('live:connect')}?{urlencode([('topic', topic) for topic in topics])}"
