"""Changing the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.catalogue.models import PROMISED, LifeEvent, Service, ServiceGroup, Target
from heard.domain.catalogue.rules.checking import check_service
from heard.domain.journal.operations import record
from heard.domain.teams.rules import targets
from heard.kernel.checked import added, changed, renumbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from heard.domain.questions.models import Questionnaire
    from heard.kernel.actor import Actor

Promises = dict[str, dict[str, str]]  # by priority (empty: any), by PROMISED
Promised = dict[str, Any]  # one for some cases alone: condition, priority, and PROMISED


@transaction.atomic
def add_group(*, name: str, code: str, actor: Actor, icon: str = "") -> ServiceGroup:
    """A new shelf, behind the others."""
    group = added(ServiceGroup(name=name, code=code, icon=icon, position=ServiceGroup.objects.count()))
    record("service_group.added", actor=actor, subject=group.id, code=code)
    return group


@transaction.atomic
def add_service(
    *, group: ServiceGroup, name: str, code: str, actor: Actor, life_events: Iterable[LifeEvent] = (), **columns: Any
) -> Service:
    """A new service on a shelf, behind those that stand there."""
    position = columns.pop("position", group.services.count())
    service = Service(group=group, name=name, code=code, position=position, **columns)
    check_service(service)
    added(service)
    service.life_events.set(life_events)
    record("service.added", actor=actor, subject=service.id, code=code)
    return service


@transaction.atomic
def change_group(group: ServiceGroup, *, actor: Actor, **columns: Any) -> None:
    """Another name or icon."""
    if names := changed(group, columns):
        record("service_group.changed", actor=actor, subject=group.id, fields=names)


@transaction.atomic
def move_group(group: ServiceGroup, *, step: int, actor: Actor) -> None:
    """One place up (-1) or down (+1)."""
    ServiceGroup.objects.bulk_update(renumbered(ServiceGroup.objects.all(), group, step=step), ["position"])
    record("service_group.moved", actor=actor, subject=group.id, step=step)


@transaction.atomic
def add_life_event(*, name: str, code: str, actor: Actor, icon: str = "") -> LifeEvent:
    """A new time of life, behind the others."""
    event = added(LifeEvent(name=name, code=code, icon=icon, position=LifeEvent.objects.count()))
    record("life_event.added", actor=actor, subject=event.id, code=code)
    return event


@transaction.atomic
def change_life_event(
    event: LifeEvent, *, actor: Actor, services: Iterable[Service] | None = None, **columns: Any
) -> None:
    """Another name or icon; and, where they are given, the services it brings together."""
    names = changed(event, columns)
    if services is not None and set(services) != set(event.services.all()):
        event.services.set(services)
        names.append("services")
    if names:
        record("life_event.changed", actor=actor, subject=event.id, fields=names)


@transaction.atomic
def move_life_event(event: LifeEvent, *, step: int, actor: Actor) -> None:
    """One place up (-1) or down (+1)."""
    LifeEvent.objects.bulk_update(renumbered(LifeEvent.objects.all(), event, step=step), ["position"])
    record("life_event.moved", actor=actor, subject=event.id, step=step)


@transaction.atomic
def change_service(
    service: Service, *, actor: Actor, life_events: Iterable[LifeEvent] | None = None, **columns: Any
) -> None:
    """Anything about a service but its code. The cases there are stay as they are."""
    names = changed(service, columns)
    check_service(service)
    if life_events is not None and set(life_events) != set(service.life_events.all()):
        service.life_events.set(life_events)
        names.append("life_events")
    if names:
        record("service.changed", actor=actor, subject=service.id, code=service.code, fields=names)


@transaction.atomic
def move_service(service: Service, *, step: int, actor: Actor) -> None:
    """One place up (-1) or down (+1) on its shelf."""
    shelf = Service.objects.filter(group=service.group_id)
    Service.objects.bulk_update(renumbered(shelf, service, step=step), ["position"])
    record("service.moved", actor=actor, subject=service.id, code=service.code, step=step)


@transaction.atomic
def ask_by(service: Service, *, questionnaire: Questionnaire, actor: Actor) -> None:
    """The service asks these questions from now on."""
    service.questionnaire = questionnaire
    service.save(update_fields=["questionnaire"])
    record("service.changed", actor=actor, subject=service.id, code=service.code, fields=["questionnaire"])


@transaction.atomic
def set_targets(
    service: Service, *, promises: Promises, actor: Actor, conditional: Sequence[Promised] | None = None
) -> bool:
    """What is promised; whether anything changed. The deadlines that go by it are moved by flows.change_targets.

    `conditional`: promises for some cases alone, in the order they are tried: each with its `condition`, and perhaps a
    `priority`. None leaves those there are. The conditions were read before, where their vocabulary is known.
    """
    rows = list(Target.objects.select_for_update().filter(service=service))
    before = [_promised(row) for row in rows if row.condition]
    kept = {priority: _codes(promise) for priority, promise in promises.items() if any(promise.values())}
    wanted = before if conditional is None else [_whole(one) for one in conditional]
    plain = {row.priority: {name: getattr(row, name) for name in PROMISED} for row in rows if not row.condition}
    if plain == kept and before == wanted:
        return False
    Target.objects.filter(service=service).delete()
    Target.objects.bulk_create(
        [
            *(Target(service=service, priority=priority, **promise) for priority, promise in kept.items()),
            *(Target(service=service, position=number, **one) for number, one in enumerate(wanted, start=1)),
        ]
    )
    record(
        "targets.changed", actor=actor, subject=service.id, code=service.code, promises=kept, conditional=len(wanted)
    )
    return True


def _promised(row: Target) -> Promised:
    return {name: getattr(row, name) for name in ("condition", "priority", *PROMISED)}


def _whole(one: Promised) -> Promised:
    return {"condition": one["condition"], "priority": one.get("priority", ""), **_codes(one)}


def _codes(one: Promised) -> dict[str, str]:
    """Targets as they are kept ("5 d" is "5d"), empty where nothing is promised; InvalidTarget says what is wrong."""
    return {name: str(targets.Target.parse(one[name])) if one.get(name) else "" for name in PROMISED}
