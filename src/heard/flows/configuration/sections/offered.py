"""Services with their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.catalogue.models import PROMISED, LifeEvent, Priority, Service, ServiceGroup
from heard.domain.catalogue.operations import add_service, change_service
from heard.domain.configuration.rules.keys import whole
from heard.domain.configuration.rules.shapes import SERVICES, TARGET
from heard.domain.questions.models import Questionnaire
from heard.domain.teams.models import Department
from heard.domain.teams.rules.targets import InvalidTarget
from heard.domain.teams.rules.targets import Target as Spell
from heard.domain.workflows.models import Workflow
from heard.flows.change_targets import change_targets
from heard.flows.configuration.section import Section, columns_of, part, refuse_wrong_condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

    from heard.domain.configuration.rules.keys import Item, Wrong
    from heard.kernel.actor import Actor

NAMED: Final[dict[str, type[Model]]] = {
    "group": ServiceGroup, "department": Department, "questionnaire": Questionnaire, "workflow": Workflow,
}  # fmt: skip
APART = {*NAMED, "words", "life_events", "targets"}
PRIORITIES = ["", *Priority.values]
_PRIORITIES = gettext_lazy("There is no such priority. Use one of: %(known)s; or leave it out.")


class Services(Section):
    """What can be asked for."""

    shape = SERVICES

    def rows(self) -> Iterable[Service]:
        """With what they name: a fixed number of queries."""
        return Service.objects.select_related(*NAMED).prefetch_related("life_events", "targets").order_by("code")

    def said(self, row: Service) -> Item:
        """Its columns; what it names by code."""
        named = {name: getattr(getattr(row, name), "code", "") for name in NAMED}
        return columns_of(row, (key.name for key in self.shape.keys if key.name not in APART)) | named | {
            "words": [word for line in row.words.splitlines() if (word := line.strip())],
            "life_events": sorted(event.code for event in row.life_events.all()),
            "targets": [columns_of(target, ("priority", *PROMISED, "condition")) for target in row.targets.all()],
        }  # fmt: skip

    def wrong_in(self, item: Item) -> Iterator[Wrong]:
        """Promises that are no spells, and two for the same priority."""
        plain: set[str] = set()
        for number, target in enumerate(item.get("targets", ())):
            priority = target.get("priority", "")
            if priority not in PRIORITIES:
                yield ("targets", number, "priority"), _PRIORITIES % {"known": ", ".join(Priority.values)}
            if not target.get("condition"):
                if priority in plain:
                    yield ("targets", number), _("There are two promises without a condition for the same priority.")
                plain.add(priority)
            for name in PROMISED:
                try:
                    _spell(target.get(name))
                except InvalidTarget as error:
                    yield ("targets", number, name), error.sentence

    def canonical(self, item: Item) -> Item:
        """Plain promises first, by priority; those with a condition in their order."""
        targets = [one | {name: _spell(one.get(name)) for name in PROMISED} for one in item.get("targets") or []]
        targets = [one for one in targets if any(one[name] for name in PROMISED)]
        plain = sorted((one for one in targets if not one.get("condition")), key=_priority)
        words = [" ".join(word.split()) for word in item.get("words") or [] if word.strip()]
        events = sorted(set(item.get("life_events") or []))
        return item | {
            "targets": [*plain, *(one for one in targets if one.get("condition"))],
            "words": words,
            "life_events": events,
        }

    def add(self, item: Item, actor: Actor) -> None:
        """A new service."""
        row = add_service(actor=actor, **_columns(part(item, "position")))
        change_service(row, position=item["position"], actor=actor)
        self._promise(row, item, actor)

    def change(self, row: Service, item: Item, actor: Actor) -> None:
        """Anything but its code. The cases there are stay as they are; their dates follow the targets."""
        change_service(row, actor=actor, **part(_columns(item), "code"))
        self._promise(row, item, actor)

    def rest(self, row: Service, actor: Actor) -> None:
        """No longer offered."""
        change_service(row, active=False, actor=actor)

    def _promise(self, row: Service, item: Item, actor: Actor) -> None:
        targets = [whole(one, TARGET) for one in item["targets"]]
        for number, one in enumerate(targets):
            refuse_wrong_condition(one["condition"], f"targets[{number}].condition")
        plain = {one["priority"]: {name: one[name] for name in PROMISED} for one in targets if not one["condition"]}
        change_targets(row, promises=plain, conditional=[one for one in targets if one["condition"]], actor=actor)


def _spell(code: str | None) -> str:
    """A spell as it is kept: "5 d" is "5d"."""
    return str(Spell.parse(code)) if code else ""


def _priority(target: Item) -> int:
    return PRIORITIES.index(target.get("priority", ""))


def _columns(item: Item) -> dict[str, Any]:
    found = {name: _row(model, item[name]) for name, model in NAMED.items()}
    events = LifeEvent.objects.filter(code__in=item["life_events"])
    return part(item, "targets") | found | {"words": "\n".join(item["words"]), "life_events": list(events)}


def _row(model: type[Any], code: str) -> Any:
    return model.objects.get(code=code) if code else None
