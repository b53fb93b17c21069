"""When: one list to choose from, and how long where it is about time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.events import EVENTS
from heard.domain.automation.rules.moments import DATES, FORESEEN, UNANSWERED
from heard.domain.automation.rules.triggers import AtMoment, InvalidTrigger, read_trigger

UNITS = {
    "d": gettext_lazy("working days"),
    "h": gettext_lazy("working hours"),
    "m": gettext_lazy("working minutes"),
    "d always": gettext_lazy("days, weekends included"),
    "h always": gettext_lazy("hours, day and night"),
}

# What the script of the page reads: how long is asked where the trigger's first word is one of these.
TIMED = {"data-kinds-of": "when", "data-kinds": "unanswered before after"}


def offered() -> list[tuple[str, Any]]:
    """What can be chosen, in groups."""
    happens = [(f"on {name}", _("When %(event)s") % {"event": event.label}) for name, event in EVENTS.items()]
    before = [(f"before {name}", _("Before %(date)s") % {"date": DATES[name].label}) for name in FORESEEN]
    after = [
        (f"after {name}", _("After %(date)s") % {"date": date.label})
        for name, date in DATES.items()
        if name != UNANSWERED
    ]
    silence = ("unanswered", _("When nobody has answered for some time"))
    return [
        ("", _("Choose when")),
        (_("Something happens"), happens),
        (_("Time passes"), [silence, *before, *after]),
    ]


def shown(trigger: Any) -> dict[str, Any]:
    """A trigger as the fields show it."""
    try:
        read = read_trigger(trigger)
    except InvalidTrigger:
        return {}
    if not isinstance(read, AtMoment):
        return {"when": f"on {read.event}"}
    side = "before" if read.before else "after"
    when = "unanswered" if read.date == UNANSWERED else f"{side} {read.date}"
    return {"when": when, "amount": read.spell.amount, "unit": f"{read.spell.unit}{' always' * read.spell.always}"}


def typed(when: str, amount: int | None, unit: str) -> dict[str, str]:
    """The trigger that was chosen. Where a time is missing, its data says so when it is read."""
    kind, _space, name = when.partition(" ")
    if kind == "on":
        return {"on": name}
    spell = f"{amount}{unit}" if amount is not None else ""
    return {"unanswered": spell} if kind == "unanswered" else {kind: name, "spell": spell}


def needs_time(when: str) -> bool:
    """Whether how long has to be said."""
    return bool(when) and not when.startswith("on ")
