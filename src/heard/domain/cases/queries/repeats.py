"""What a resident, or their household, told us before about the same thing. What counts as the same: rules/repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.models import Case
from heard.domain.cases.rules.repeats import PERIOD, Repeats, repeats_among
from heard.domain.people.models import LINKS_BY_ITSELF, IdentityKind, Member
from heard.domain.people.queries.people import address_of
from heard.kernel.location import box_around

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

MOST_READ = 50


def repeats_of(case: Case) -> Repeats | None:
    """Reports like this one by the same person, or from their household about the same place. One query; None where
    this is the first. A confidential one is compared with its own team's alone.
    """
    if case.person is None:
        return None
    whole = case.person.whole_id
    theirs = Q(person__whole_id=whole)
    if case.location is not None:
        household = Q(person__whole_id__in=_household_of(whole))
        theirs |= household & Q(location__within=box_around(case.location, case.service.duplicate_radius_m))
    return repeats_among(case, _earlier(case).filter(theirs)[:MOST_READ])


def repeats_to_tell(case: Case) -> Repeats | None:
    """The same as far as an answer may say it: what they told us themselves, and never to an address that nobody
    proved, for that would tell a stranger what somebody asked before.
    """
    return _told_by_themselves(case) if _is_proved(case) else None


def repeats_kept_back(case: Case) -> Repeats | None:
    """What an answer would say of earlier reports, were their address confirmed: for the agent alone."""
    return None if _is_proved(case) else _told_by_themselves(case)


def _is_proved(case: Case) -> bool:
    address = address_of(case.person.id) if case.person else None
    return bool(address and address.kind == IdentityKind.EMAIL and address.assurance in LINKS_BY_ITSELF)


def _told_by_themselves(case: Case) -> Repeats | None:
    if case.person is None:
        return None
    return repeats_among(case, _earlier(case).filter(person__whole_id=case.person.whole_id)[:MOST_READ])


def _earlier(case: Case) -> QuerySet[Case]:
    found = Case.objects.filter(
        service=case.service_id,
        confidential=case.confidential,
        reported_at__gte=case.reported_at - PERIOD,
        reported_at__lte=case.reported_at,
        merged_into__isnull=True,
    ).exclude(pk=case.pk)
    if case.confidential:
        found = found.filter(team=case.team_id)
    return found.select_related("service", "team__calendar").defer("search").order_by("-reported_at", "-id")


def _household_of(whole: UUID) -> QuerySet[Member, UUID]:
    """The wholes of everybody who shares a household with this person now."""
    homes = Member.objects.order_by().filter(person__whole_id=whole, left_at__isnull=True).values("household")
    members = Member.objects.order_by().filter(household__in=homes, left_at__isnull=True)
    return members.values_list("person__whole_id", flat=True)
