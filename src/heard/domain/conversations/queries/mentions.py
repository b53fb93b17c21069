"""Where a colleague was called to a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.queries.access import visible_cases
from heard.domain.conversations.models import Mention

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.teams.rules.permissions import Standing


def unseen_mentions_count(staff_id: UUID) -> int:
    """How many notes still wait to be looked at."""
    return Mention.objects.filter(staff=staff_id, seen_at__isnull=True).count()


def latest_mentions(standing: Standing, *, limit: int = 50) -> list[Mention]:
    """Unseen first, then the newest, each with its note, its writer and its case, if the reader may still see it."""
    return list(
        Mention.objects.filter(
            staff=standing.staff_id, message__conversation__case__in=visible_cases(standing).values("pk")
        )
        .select_related("message__staff", "message__conversation__case__service")
        .order_by("-seen_at", "-created_at")[:limit]  # PostgreSQL puts NULL first when descending
    )
