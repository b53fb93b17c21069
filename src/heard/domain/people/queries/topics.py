"""What residents can be interested in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet


def active_topics() -> QuerySet[Topic]:
    """Those that are offered, by name."""
    return Topic.objects.filter(active=True)


def active_topic_codes() -> set[str]:
    """Their codes."""
    return set(active_topics().values_list("code", flat=True))
