"""What was applied, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.models import Applied

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def applied_configurations() -> QuerySet[Applied]:
    """Newest first, without the set-ups before, which may be long."""
    return Applied.objects.defer("before").select_related("undoes").prefetch_related("undone_by")


def applied_with(applied_id: UUID) -> Applied | None:
    """One of them, with the set-up before."""
    return Applied.objects.filter(pk=applied_id).first()
