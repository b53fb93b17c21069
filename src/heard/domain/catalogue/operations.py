"""Changing the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.catalogue.models import Service, ServiceGroup, Target
from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def add_group(*, name: str, code: str, actor: Actor, icon: str = "") -> ServiceGroup:
    """A new shelf, behind the others."""
    group = ServiceGroup.objects.create(name=name, code=code, icon=icon, position=ServiceGroup.objects.count())
    record("service_group.added", actor=actor, subject=group.id, code=code)
    return group


@transaction.atomic
def add_service(*, group: ServiceGroup, name: str, code: str, actor: Actor, **columns: Any) -> Service:
    """A new service on a shelf, behind those that stand there."""
    position = group.services.count()
    service = Service.objects.create(group=group, name=name, code=code, position=position, **columns)
    record("service.added", actor=actor, subject=service.id, code=code)
    return service


@transaction.atomic
def add_target(*, service: Service, priority: str, first_response: str, resolution: str, actor: Actor) -> Target:
    """A promise of a service at a priority, or (empty) at any."""
    target = Target.objects.create(
        service=service, priority=priority, first_response=first_response, resolution=resolution
    )
    record("target.added", actor=actor, subject=service.id, priority=priority, promise=[first_response, resolution])
    return target
