"""What a department needs before residents can ask for its services, and what would be good to have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(Enum):
    """The part of the settings in which it is mended."""

    SERVICES = "services"
    TEAMS = "teams"
    STAFF = "staff"
    CALENDARS = "calendars"
    RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a department, names sorted."""

    services: list[str]  # that can be asked for
    without_promise: list[str]  # of these
    teams: list[str]
    without_people: list[str]  # of the teams
    without_hours: list[str]
    who_never_signed_in: list[str]  # of the people
    has_manager: bool
    has_rule: bool
    practised: bool  # there was a case of one of its services


@dataclass(frozen=True, slots=True)
class Check:
    """One point of the list. Without what is `needed`, cases would reach nobody."""

    words: str
    done: bool
    needed: bool
    part: Part
    missing: tuple[str, ...] = ()  # by name


def checks(facts: Facts) -> Iterator[Check]:
    """The list, in the order in which one works through it."""
    yield Check(_("Services that are its own"), bool(facts.services), needed=True, part=Part.SERVICES)
    yield Check(_("A team that takes its cases"), bool(facts.teams), needed=True, part=Part.TEAMS)
    yield _all_have(_("People in every team"), facts.without_people, facts.teams, needed=True, part=Part.STAFF)
    yield _all_have(
        _("Working hours for every team"), facts.without_hours, facts.teams, needed=True, part=Part.CALENDARS
    )
    yield Check(_("A routing rule that leads to one of its teams"), facts.has_rule, needed=True, part=Part.RULES)
    yield Check(_("A manager"), facts.has_manager, needed=False, part=Part.STAFF)
    yield _all_have(
        _("Everybody has signed in once"), facts.who_never_signed_in, facts.teams, needed=False, part=Part.STAFF
    )
    yield _all_have(
        _("A promised date for every service"), facts.without_promise, facts.services, needed=False, part=Part.SERVICES
    )
    yield Check(_("A case to practise with"), facts.practised, needed=False, part=Part.SERVICES)


def is_ready(found: list[Check]) -> bool:
    """Whether nothing that is needed is missing."""
    return all(check.done for check in found if check.needed)


def _all_have(words: str, missing: list[str], of: list[str], *, needed: bool, part: Part) -> Check:
    return Check(words, bool(of) and not missing, needed, part, tuple(missing))
