"""Where a colleague was called to a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.queries.access import visible_cases
from heard.domain.conversations.models import Mention

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing


def mentions_for(standing: Standing) -> QuerySet[Mention]:
    """The reader's mentions in notes on cases they may (still) see; of any other nobody is told."""
    seen = visible_cases(standing).values("pk")
    return Mention.objects.filter(staff=standing.staff_id, message__conversation__case__in=seen)


def unseen_mentions_count(standing: Standing) -> int:
    """How many notes still wait to be looked at."""
    return mentions_for(standing).filter(seen_at__isnull=True).count()


def latest_mentions(standing: Standing, *, limit: int = 50) -> list[Mention]:
    """Unseen first, then the newest, each with its note, its writer and its case."""
    return list(
        mentions_for(standing)
        .select_related(
            "message__staff",
            "message__person",
            "message__conversation__person",
            "message__conversation__case__service",
        )
        .order_by("-seen_at", "-created_at")[:limit]  # PostgreSQL puts NULL first when descending
    )
