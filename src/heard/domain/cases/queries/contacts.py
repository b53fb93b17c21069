"""What a person contacted the council about before, as far as the reader may see it.

A person is asked for by their `whole_id`: everything of all their records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max, Q

from heard.domain.cases.models import OPEN, Case, Follower
from heard.domain.cases.queries.access import visible_cases

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing


def known_among(standing: Standing, wholes: Collection[UUID]) -> set[UUID]:
    """Those of these people of whom the reader may see a case: of the others it is not told that they exist."""
    if standing.serves_everyone or not wholes:
        return set(wholes)
    seen = visible_cases(standing).values("pk")
    reported = Case.objects.filter(pk__in=seen, person__whole_id__in=wholes).values_list("person__whole_id")
    following = Follower.objects.filter(case__in=seen, person__whole_id__in=wholes).values_list("person__whole_id")
    return {found for (found,) in reported.order_by().union(following.order_by())}


def latest_contacts(standing: Standing, wholes: Collection[UUID]) -> dict[UUID, tuple[bool, datetime]]:
    """Of those who reported something the reader may see: whether any of it is open, and when the last of it came."""
    theirs = visible_cases(standing).filter(person__whole_id__in=wholes).order_by().values("person__whole_id")
    found = theirs.annotate(latest_open=Max("reported_at", filter=OPEN), latest=Max("reported_at"))
    return {one["person__whole_id"]: (one["latest_open"] is not None, one["latest"]) for one in found}


def contacts_of(standing: Standing, wholes: Collection[UUID]) -> QuerySet[Case]:
    """The cases these people reported or follow, newest first, ready for a list; `whole` is whose the report is."""
    followed = Follower.objects.order_by().filter(person__whole_id__in=wholes).values("case")
    return (
        visible_cases(standing)
        .filter(Q(person__whole_id__in=wholes) | Q(pk__in=followed))
        .annotate(whole=F("person__whole_id"))
        .select_related("service", "team__calendar", "owner")
        .order_by("-reported_at", "-id")
    )
