"""A case and what was merged into it: the same thing, reported more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from heard.domain.cases.models import Case

if TYPE_CHECKING:
    from django.db.models import QuerySet


def same_thing(case: Case) -> QuerySet[Case, Any]:
    """The ids of this case and of those merged into it, to be put behind `case__in`.

    Asked there, each part has its index. "Of this case, or of one merged into it" across the join has none, and reads
    every conversation the council ever had.
    """
    return Case.objects.order_by().filter(Q(pk=case.pk) | Q(merged_into=case)).values("pk")
