"""Reading the catalogue: the portal's shelves, services by a resident's words, what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from heard.domain.catalogue.models import Service, ServiceGroup, Target
from heard.domain.catalogue.rules.matching import rank

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.catalogue.rules.matching import Match


def active_services() -> QuerySet[Service]:
    """What can be asked for, with its shelf."""
    return Service.objects.filter(active=True).select_related("group").order_by("group__position", "position", "name")


def portal_shelves() -> list[ServiceGroup]:
    """The shelves that hold something, each with its services: two queries."""
    shelves = ServiceGroup.objects.prefetch_related(Prefetch("services", Service.objects.filter(active=True)))
    return [shelf for shelf in shelves if shelf.services.all()]


def services_matching(words: str, *, limit: int = 8) -> list[Service]:
    """The services these words may mean, best first."""
    return [match.service for match in ranked_services(words, limit=limit)]


def ranked_services(words: str, *, limit: int = 8) -> list[Match]:
    """The same with how alike they are. A catalogue is small: it is read whole, and compared in memory."""
    if not words.strip():
        return []
    return rank(active_services(), words[:2000])[:limit]


def target_for(service_id: UUID, priority: str) -> Target | None:
    """What is promised for this service at this priority, or at any."""
    found = Target.objects.filter(Q(priority=priority) | Q(priority=""), service_id=service_id)
    return max(found, key=lambda target: bool(target.priority), default=None)
