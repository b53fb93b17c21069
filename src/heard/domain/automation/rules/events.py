"""What can set off an automation: something the journal tells about a case. More is added here, one line each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from heard.domain.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Event:
    """Entries of one kind, of which `data` (where given) is so. `label` goes after "When"."""

    label: str | _StrPromise
    kind: str
    data: dict[str, Any] = field(default_factory=dict)

    def is_told_by(self, entry: Entry) -> bool:
        """Whether this entry is such an event."""
        return entry.kind == self.kind and all(entry.data.get(key) == value for key, value in self.data.items())


EVENTS: dict[str, Event] = {
    "case.opened": Event(_("a case is reported"), "case.opened"),
    "case.routed": Event(_("a case finds its team"), "case.routed"),
    "case.handed": Event(_("a case is handed to another team"), "case.handed"),
    "case.assigned": Event(_("a case gets another owner"), "case.assigned"),
    "case.service_changed": Event(_("a case is called another service"), "case.service_changed"),
    "case.priority_changed": Event(_("the priority is changed"), "case.priority_changed"),
    "case.tagged": Event(_("the tags are changed"), "case.tagged"),
    "case.responded": Event(_("the resident is answered"), "case.responded"),
    "case.waiting": Event(_("a case waits for the resident"), "case.waiting"),
    "case.resumed": Event(_("a case goes on after waiting"), "case.resumed"),
    "case.due_soon": Event(_("a date comes near"), "case.due_soon"),
    "case.stage_changed": Event(_("a case enters another stage"), "case.stage_changed"),
    "case.task_done": Event(_("a task is done"), "case.task_done"),
    "case.task_approved": Event(_("an approval is given"), "case.task_approved"),
    "case.task_refused": Event(_("an approval is refused"), "case.task_refused"),
    "case.closed": Event(_("a case is closed"), "case.closed"),
    "case.reopened": Event(_("a case is opened again"), "case.reopened"),
    "case.followed": Event(_("somebody else reports the same"), "case.followed"),
    "case.duplicate_added": Event(_("another case is merged into this one"), "case.duplicate_added"),
    "resident.fixed": Event(_("the resident says that it is fixed"), "case.resident_verdict", {"fixed": True}),
    "resident.not_fixed": Event(_("the resident says that it is not fixed"), "case.resident_verdict", {"fixed": False}),
    "message.received": Event(_("somebody writes to us about a case"), "message.received", {"automatic": ""}),
    "message.noted": Event(_("a note is left"), "message.noted"),
    "delivery.failed": Event(_("a message cannot be delivered"), "delivery.failed"),
}


def events_told_by(entry: Entry) -> set[str]:
    """The names of the events this entry is."""
    return {name for name, event in EVENTS.items() if event.is_told_by(entry)}
