"""The cases of a thing: the open fault that a new report may join, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import OPEN, Case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.assets.models import Asset


def open_fault_of(asset: Asset, *, besides: Case | None = None) -> Case | None:
    """The oldest open case about this thing that is not confidential; one that was merged stands for its other half."""
    open_cases = Case.objects.filter(OPEN, asset=asset, confidential=False, merged_into__isnull=True)
    if besides:
        open_cases = open_cases.exclude(pk=besides.pk)
    return open_cases.select_related("service", "team").defer("search").order_by("reported_at", "id").first()


def cases_of(asset: Asset) -> QuerySet[Case]:
    """Every case about this thing, newest first. Whose they are to see, the caller asks."""
    cases = Case.objects.filter(asset=asset).select_related("service", "team").defer("search")
    return cases.order_by("-reported_at", "-id")


def faulty_among(assets: Sequence[Asset]) -> set[UUID]:
    """Those of these things about which an open case is public. One query."""
    open_cases = Case.objects.filter(OPEN, asset__in=assets, confidential=False, merged_into__isnull=True)
    return set(open_cases.values_list("asset_id", flat=True)) if assets else set()
