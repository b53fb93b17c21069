"""Finding cases: by reference, by another system's number, by words of the text or the address. Newest first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import visible_cases, visible_to
from heard.domain.cases.queries.pages import Page, first_keys_in_turn, newest_after, page_of, read_mark
from heard.kernel.ids import read_reference

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.cases.queries.filters import CaseFilters
    from heard.domain.teams.rules.permissions import Standing

# How far back each step of a search looks. The words of a council are either rare, and then the text index finds all
# of them at once, or common, and then the first window holds a page of them. What neither the one nor the other is
# (frequent last winter, unheard of since) is what makes a plain "matches, newest first" slow: it sorts all of them,
# or walks past everything since. A window bounds both.
WINDOWS = tuple(timedelta(days=days) for days in (14, 60, 240, 960))


def case_found_by_number(standing: Standing, text: str) -> Case | None:
    """The case with this reference, or with this number in the system it was imported from."""
    reference = read_reference(text, prefix=settings.HEARD_COUNCIL["reference_prefix"])
    if not reference and not any(sign.isdigit() for sign in text):
        return None
    known = Q(reference=reference) if reference else Q(source_id=text.strip()) & ~Q(source="")
    return visible_cases(standing).filter(known).only("id", "reference").first()


def search_page(standing: Standing, filters: CaseFilters, *, after: str | None = None, size: int = 50) -> Page:
    """What has the words of `filters.text`, newest first, in four queries; one more where it may be a number."""
    if found := case_found_by_number(standing, filters.text):
        return page_of([(None, found.id)], size=size)
    key = read_mark(after)
    newest = key[0] if key and key[0] else newest_report()
    if newest is None:
        return Page([])
    wanted = filters.condition() & newest_after(key) & visible_to(standing)
    return page_of(first_keys_in_turn([wanted & window for window in windows(newest)], size=size + 1), size=size)


def windows(newest: datetime) -> list[Q]:
    """Stretches of time, the newest first, each several times as long as the one before, that together are all."""
    edges = [newest - back for back in WINDOWS]
    between = [Q(reported_at__gt=old, reported_at__lte=new) for new, old in zip([newest, *edges], edges, strict=False)]
    return [*between, Q(reported_at__lte=edges[-1])]


def newest_report() -> datetime | None:
    """When the newest case was reported."""
    return Case.objects.order_by("-reported_at").values_list("reported_at", flat=True).first()
