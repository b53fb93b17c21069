"""When: {"on": "case.opened"}, {"before": "due", "spell": "4h"}, {"after": "reported", "spell": "3d"} or
{"unanswered": "2d"}; read, checked and put into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from heard.domain.automation.rules.events import EVENTS
from heard.domain.automation.rules.moments import DATES, FORESEEN, UNANSWERED
from heard.domain.teams.rules.targets import Counting, InvalidTarget, Target
from heard.kernel.errors import HeardError


class InvalidTrigger(HeardError):
    """Not a trigger; the sentence says what one looks like."""


class Trigger(Protocol):
    """What sets an automation off."""

    def in_words(self) -> str:
        """As a sentence begins: "When a case is reported"."""
        ...


@dataclass(frozen=True, slots=True)
class OnEvent:
    """Something happens."""

    event: str

    def in_words(self) -> str:
        """When …"""
        return _("When %(event)s") % {"event": EVENTS[self.event].label}


@dataclass(frozen=True, slots=True)
class AtMoment:
    """A time comes: so long before or after a date of the case."""

    date: str
    spell: Target
    before: bool = False

    def in_words(self) -> str:
        """As in: 4 working hours before the date …"""
        if self.date == UNANSWERED:
            return _("When nobody has answered for %(spell)s") % {"spell": spell_in_words(self.spell)}
        phrase = _("%(spell)s before %(date)s") if self.before else _("%(spell)s after %(date)s")
        said = phrase % {"spell": spell_in_words(self.spell), "date": DATES[self.date].label}
        return said[:1].upper() + said[1:]

    @property
    def code(self) -> str:
        """What tells one such moment from another in a run's key."""
        return f"{'-' if self.before else '+'}{self.spell} {self.date}".replace(" always", "!")


def read_trigger(data: Any) -> OnEvent | AtMoment:
    """The trigger that this data says. Raises InvalidTrigger."""
    if not isinstance(data, dict):
        raise InvalidTrigger(_("Say when: “on” an event, “before” or “after” a date, or “unanswered” for a time."))
    match data:
        case {"on": str(event), **rest} if not rest:
            if event not in EVENTS:
                raise InvalidTrigger(
                    _("There is no event “%(name)s”. Use one of: %(known)s.")
                    % {"name": event, "known": ", ".join(EVENTS)}
                )
            return OnEvent(event)
        case {"before": str(date), "spell": str(spell), **rest} if not rest:
            return _at(date, spell, before=True, known=FORESEEN)
        case {"after": str(date), "spell": str(spell), **rest} if not rest:
            return _at(date, spell, before=False, known=tuple(DATES))
        case {"unanswered": str(spell), **rest} if not rest:
            return AtMoment(UNANSWERED, _spell(spell))
    raise InvalidTrigger(
        _("A trigger is “on” an event, “before” or “after” a date with a “spell”, or “unanswered” for a time.")
    )


def spell_in_words(spell: Target) -> str:
    """As in: 2 working days."""
    units = {
        ("m", Counting.ALL_TIME): _("%(n)d minutes, day and night"),
        ("h", Counting.ALL_TIME): _("%(n)d hours, day and night"),
        ("d", Counting.ALL_TIME): _("%(n)d days, weekends included"),
        ("m", Counting.WORKING_TIME): _("%(n)d working minutes"),
        ("h", Counting.WORKING_TIME): _("%(n)d working hours"),
        ("d", Counting.WORKING_DAYS): _("%(n)d working days"),
    }
    return units[spell.unit, spell.counting] % {"n": spell.amount}


def _at(date: str, spell: str, *, before: bool, known: tuple[str, ...]) -> AtMoment:
    if date not in known:
        raise InvalidTrigger(
            _("There is no date “%(name)s” here. Use one of: %(known)s.") % {"name": date, "known": ", ".join(known)}
        )
    return AtMoment(date, _spell(spell), before)


def _spell(code: str) -> Target:
    try:
        return Target.parse(code)
    except InvalidTarget as error:
        raise InvalidTrigger(error.sentence) from error
