"""Reading rules of retention and what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.privacy.models import RetentionRule, RetentionRun

if TYPE_CHECKING:
    from django.db.models import QuerySet


def retention_rules() -> QuerySet[RetentionRule]:
    """All of them, with their services."""
    return RetentionRule.objects.select_related("service")


def active_rules() -> list[RetentionRule]:
    """Those that are applied each night."""
    return list(retention_rules().filter(active=True))


def unfinished_run() -> RetentionRun | None:
    """A night that was broken off: it is gone on with, and not begun anew."""
    return RetentionRun.objects.filter(preview=False, ended_at__isnull=True).first()


def latest_runs(*, limit: int = 30) -> list[RetentionRun]:
    """The reports, newest first."""
    return list(RetentionRun.objects.select_related("by")[:limit])
