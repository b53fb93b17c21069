"""What is noted about people, across all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Caution

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def cautions_due(day: date) -> QuerySet[Caution]:
    """Standing cautions whose day of review has come, the longest overdue first: somebody looks, and renews or ends."""
    standing = Caution.objects.filter(ended_at__isnull=True, review_on__lte=day)
    return standing.select_related("person", "author").order_by("review_on", "id")
