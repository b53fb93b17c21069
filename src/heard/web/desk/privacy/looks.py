"""How colleagues look at personal records, for those who supervise them: figures, and reasons to ask."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from heard.domain.cases.queries.access import visible_cases
from heard.domain.cases.queries.handled import work_on_cases_of
from heard.domain.privacy.operations.supervising import note_supervision
from heard.domain.privacy.queries.likeness import namesakes, neighbours
from heard.domain.privacy.queries.looks import looks_by
from heard.domain.privacy.rules.purposes import Purpose
from heard.domain.privacy.rules.unusual import NEAR, Circumstances, Noticed, Reason, noticed
from heard.domain.teams.models import Staff
from heard.kernel import clock
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.privacy.access import supervising_view
from heard.web.desk.privacy.tabs import tabs_for

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.privacy.rules.looks import Look
    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest

PERIODS = (7, 30, 90)
LOOKS_SHOWN = 200


@require_safe
@supervising_view
def looks(request: DeskRequest) -> HttpResponse:
    """Every colleague one supervises: how many people they looked at, and what about that is unusual."""
    days = _days(request)
    colleagues = _supervised(request.standing)
    found = _noticed(colleagues, days)
    note_supervision(actor=actor_of(request), days=days)
    context = {
        "tabs": tabs_for(request),
        "periods": _periods(days),
        "lines": [(colleagues[one.staff_id], one, [Reason(reason).label for reason in one.reasons]) for one in found],
    }
    return desk_page(request, "desk/privacy/looks.html", context)


@require_safe
@supervising_view
def of_one(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    """One colleague's looks, those with a reason first; residents by number, not by name."""
    days = _days(request)
    colleagues = _supervised(request.standing)
    if staff_id not in colleagues:
        raise Http404
    found = next((one for one in _noticed(colleagues, days) if one.staff_id == staff_id), None)
    note_supervision(actor=actor_of(request), days=days, colleague=staff_id)
    own = looks_by([staff_id], since=_since(days), limit=LOOKS_SHOWN)
    context = {
        "tabs": tabs_for(request),
        "periods": _periods(days),
        "colleague": colleagues[staff_id],
        "found": found,
        "lines": _lines(request.standing, own, found),
    }
    return desk_page(request, "desk/privacy/looks_of.html", context)


def _supervised(standing: Standing) -> dict[UUID, Staff]:
    """Those of the departments one manages; everybody, for administrators. Nobody is the judge of their own looks."""
    staff = Staff.objects.filter(is_active=True).exclude(pk=standing.staff_id)
    if not standing.administrator:
        staff = staff.filter(memberships__team__department__in=standing.managed_departments).distinct()
    return {one.id: one for one in staff}


def _noticed(colleagues: dict[UUID, Staff], days: int) -> list[Noticed]:
    seen = looks_by(colleagues, since=_since(days))
    people = {look.person_id for look in seen if look.person_id}
    circumstances = Circumstances(
        worked=work_on_cases_of(people, staff=list(colleagues), since=_since(days) - NEAR),
        namesakes=namesakes(people, colleagues.values()),
        neighbours=neighbours(people, colleagues.values()),
    )
    return noticed(seen, circumstances)


def _lines(standing: Standing, own: list[Look], found: Noticed | None) -> list[dict[str, Any]]:
    numbers: dict[UUID | None, int] = {}
    for look in own:
        numbers.setdefault(look.person_id, len(numbers) + 1)
    reasons = [(Reason(reason), set(rests_on)) for reason, rests_on in found.reasons.items()] if found else []
    cases = {look.case_id for look in own if look.case_id}
    references = dict(visible_cases(standing).filter(pk__in=cases).values_list("pk", "reference"))
    lines = [
        {
            "look": look,
            "person": _("Resident %(n)d") % {"n": numbers[look.person_id]},
            "what_for": WHAT_FOR.get(look.purpose, look.what_for),
            "reference": references.get(look.case_id, "") if look.case_id else "",
            "reasons": [reason.label for reason, rests_on in reasons if reason != Reason.MANY and look in rests_on],
        }
        for look in own
    ]
    return sorted(lines, key=lambda line: not line["reasons"])


# The purposes as colleagues say them; the labels are written to the resident.
WHAT_FOR: dict[str, Any] = {
    Purpose.CASE: gettext_lazy("Case"),
    Purpose.CALL: gettext_lazy("Phone call"),
    Purpose.WALK_IN: gettext_lazy("Visit"),
    Purpose.SORTING: gettext_lazy("Sorting"),
    Purpose.SEARCH: gettext_lazy("Search"),
    Purpose.PROFILE: gettext_lazy("The resident’s page"),
    Purpose.CORRECTION: gettext_lazy("Correction"),
    Purpose.MERGE: gettext_lazy("Comparing two records"),
    Purpose.SEGMENT: gettext_lazy("Segment"),
    Purpose.RIGHTS: gettext_lazy("Request about data"),
    Purpose.SUPERVISION: gettext_lazy("Supervision"),
}


def _days(request: DeskRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in {str(days) for days in PERIODS} else PERIODS[1]


def _periods(current: int) -> list[dict[str, Any]]:
    return [
        {"text": _("%(n)d days") % {"n": days}, "href": f"?days={days}", "current": days == current} for days in PERIODS
    ]


def _since(days: int) -> datetime:
    return clock.now() - timedelta(days=days)
