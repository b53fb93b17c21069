"""Reading erasures: those whose keys and files have still to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.privacy.models import Erasure

if TYPE_CHECKING:
    from uuid import UUID


def undone_erasures(*, limit: int = 200) -> list[UUID]:
    """What a crash left between forgetting somebody and destroying their keys."""
    undone = Erasure.objects.filter(done_at__isnull=True).order_by("id")
    return list(undone.values_list("id", flat=True)[:limit])
