"""Reading the catalogue: what is offered to whom, the portal's shelves, services by a resident's words, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.catalogue.models import PROMISED, LifeEvent, Service, ServiceGroup, Target
from heard.domain.catalogue.rules.matching import rank
from heard.domain.catalogue.rules.offering import Asking, why_not
from heard.domain.places.queries import area_at, area_index
from heard.domain.teams.rules import targets
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.catalogue.rules.matching import Match
    from heard.kernel.location import Location

S = TypeVar("S", ServiceGroup, LifeEvent)
# Nobody's, or of a department that works with Heard already; before that, its staff practise alone.
_OPEN_TO_RESIDENTS = Q(department=None) | Q(department__live=True, department__active=True)


def active_services() -> QuerySet[Service]:
    """What a case can be about, with its shelf: what staff choose from, whatever day it is."""
    return _in_use().filter(information_only=False)


def shown_services() -> QuerySet[Service]:
    """What residents may know of: in use, and nobody's or of a department that is live. In season or not."""
    return _in_use().filter(_OPEN_TO_RESIDENTS)


def offered(asking: Asking | None = None) -> list[Service]:
    """What residents can ask for: today, and at this place and age where these are known. One query."""
    asking = asking or asking_now()
    return [service for service in shown_services() if why_not(service, asking) is None]


def asking_now(*, location: Location | None = None, age: int | None = None) -> Asking:
    """Somebody who asks today, of whom this much is known. The names of the areas come from memory."""
    here = area_at(location) if location else None
    return Asking(
        today=timezone.localdate(clock.now()),
        area=(here.code if here else "") if location else None,
        age=age,
        areas={area.code: area.name for area in area_index().areas},
    )


def portal_shelves() -> list[tuple[ServiceGroup, list[Service]]]:
    """The shelves that hold something for residents, each with its services of this season: two queries."""
    return _with_services(ServiceGroup.objects.all())


def life_events() -> list[tuple[LifeEvent, list[Service]]]:
    """The times of life that bring services together, each with its services of this season: two queries."""
    return _with_services(LifeEvent.objects.all())


def services_matching(words: str, *, limit: int = 8, among: Iterable[Service] | None = None) -> list[Service]:
    """The services these words may mean, best first."""
    return [match.service for match in ranked_services(words, limit=limit, among=among)]


def ranked_services(words: str, *, limit: int = 8, among: Iterable[Service] | None = None) -> list[Match]:
    """The same with how alike they are. A catalogue is small: it is read whole, and compared in memory."""
    if not words.strip():
        return []
    return rank(active_services() if among is None else among, words[:2000])[:limit]


def target_for(service_id: UUID, priority: str) -> Target | None:
    """What is promised for this service at this priority, or at any."""
    found = Target.objects.filter(Q(priority=priority) | Q(priority=""), service_id=service_id, condition={})
    return max(found, key=lambda target: bool(target.priority), default=None)


def targets_that_may_fit(service_id: UUID, priority: str) -> list[Target]:
    """What may be promised at this priority, in the order it is tried: with a condition, its own, any. One query."""
    found = Target.objects.filter(Q(priority=priority) | Q(priority=""), service_id=service_id)
    return sorted(found, key=lambda target: (not target.condition, not target.condition and not target.priority))


def conditional_targets(service: Service) -> list[Target]:
    """What is promised for some cases alone, in the order it is tried."""
    return list(Target.objects.filter(service=service).exclude(condition={}).order_by("position", "id"))


def plain_promises(service: Service) -> dict[str, dict[str, str]]:
    """What is promised for the others, by priority (empty: any), as `set_targets` takes it."""
    rows = Target.objects.filter(service=service, condition={})
    return {row.priority: {name: getattr(row, name) for name in PROMISED} for row in rows}


def promises_of(service: Service) -> list[tuple[str, str]]:
    """What is promised whoever asks, as pairs of a label and words: "Done", "within 5 working days"."""
    target = target_for(service.id, service.default_priority)
    if target is None:
        return []
    promised = {_("First answer"): target.first_response, _("Done"): target.resolution}
    return [(label, targets.Target.parse(code).in_words()) for label, code in promised.items() if code]


def _in_use() -> QuerySet[Service]:
    return Service.objects.filter(active=True).select_related("group").order_by("group__position", "position", "name")


def _with_services(rows: QuerySet[S]) -> list[tuple[S, list[Service]]]:
    """Those with something on show, once what is out of season is taken off. What only informs stays."""
    today = Asking(today=timezone.localdate(clock.now()))
    shown = Service.objects.filter(_OPEN_TO_RESIDENTS, active=True)
    kept = []
    for row in rows.prefetch_related(Prefetch("services", shown)):
        services = [one for one in row.services.all() if one.information_only or why_not(one, today) is None]
        if services:
            kept.append((row, services))
    return kept
