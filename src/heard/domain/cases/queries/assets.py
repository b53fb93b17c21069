"""The cases of a thing: the open fault that a new report may join, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import OPEN, Case

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.assets.models import Asset


def open_fault_of(asset: Asset, *, confidential: bool = False) -> Case | None:
    """The oldest open case about this thing; one that was merged is told by the case it became."""
    open_cases = Case.objects.filter(OPEN, asset=asset, confidential=confidential, merged_into__isnull=True)
    return open_cases.select_related("service", "team").defer("search").order_by("reported_at", "id").first()


def cases_of(asset: Asset) -> QuerySet[Case]:
    """Every case about this thing, newest first. Whose they are to see, the caller asks."""
    cases = Case.objects.filter(asset=asset).select_related("service", "team").defer("search")
    return cases.order_by("-reported_at", "-id")
