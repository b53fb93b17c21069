"""Services out of a ready catalogue become the council's own, with what they need, and nothing it has is changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import SHAPES
from heard.flows.configuration import apply, plan, read_files
from heard.flows.configuration.choosing import chosen
from heard.flows.configuration.on_disk import files_in
from heard.flows.configuration.planning import worked_out
from heard.flows.configuration.reading import current_setup
from heard.starters import STARTERS

if TYPE_CHECKING:
    from collections.abc import Collection

    from heard.domain.configuration.models import Applied
    from heard.domain.configuration.rules.folder import Documents
    from heard.domain.configuration.rules.keys import Item
    from heard.domain.configuration.rules.shapes import Setup
    from heard.flows.configuration.plans import Plan
    from heard.kernel.actor import Actor

KEEPERS = ("calendars", "departments", "teams", "rules")


@cache
def catalogue_of(starter: str) -> Documents:
    """Everything one of the catalogues holds. Its files come with Heard and do not change while it runs."""
    return read_files(files_in(STARTERS[starter].folder))


def plan_start(starter: str, *, services: Collection[str], keepers: bool, actor: Actor) -> Plan:
    """What taking these services would add. `keepers`: also who does the work, when, and who gets what."""
    return plan(_taken(starter, services, keepers=keepers), add_only=True, actor=actor)


def start_from_catalogue(starter: str, *, services: Collection[str], keepers: bool, actor: Actor) -> Applied | None:
    """Take these services; None where the council has them all. BrokenFiles where they do not fit what it has."""
    documents = _taken(starter, services, keepers=keepers)
    # Not tried first, as a plan would be: what does not fit is told by the applying itself, and taken back.
    return apply(documents, planned=worked_out(documents, add_only=True), actor=actor)


def _taken(starter: str, services: Collection[str], *, keepers: bool) -> Documents:
    """The part of a catalogue that is wanted and that the council does not have."""
    whole = catalogue_of(starter)
    wanted, had = chosen(whole, services=services).setup, current_setup()
    wanted = _with_keepers(wanted, whole.setup, had) if keepers else _without_keepers(wanted)
    return replace(whole, setup=_new_alone(wanted, had))


def _with_keepers(wanted: Setup, whole: Setup, had: Setup) -> Setup:
    """Besides: all teams of these departments, their hours, the rules; who serves everyone, if nobody does yet."""
    groups = {group["code"] for group in wanted["groups"]}
    departments = {one["code"] for one in wanted.get("departments", ())}
    if not any(one.get("serves_everyone") for one in had["departments"]):
        departments |= {one["code"] for one in whole["departments"] if one.get("serves_everyone")}
    teams = [one for one in whole["teams"] if one["department"] in departments]
    hours = {one["calendar"] for one in teams}
    kept = {
        "calendars": [one for one in whole["calendars"] if one["name"] in hours],
        "departments": [one for one in whole["departments"] if one["code"] in departments],
        "teams": teams,
        "rules": [one for one in whole["rules"] if one["condition"]["is"] in groups],
    }
    return _in_order(wanted | kept)


def _without_keepers(wanted: Setup) -> Setup:
    """The services alone: the council says itself whose they are."""
    services: list[Item] = [
        {key: value for key, value in item.items() if key != "department"} for item in wanted["services"]
    ]
    return _in_order({name: items for name, items in wanted.items() if name not in KEEPERS} | {"services": services})


def _new_alone(wanted: Setup, had: Setup) -> Setup:
    """Without what the council has already, by its code or name: that stays as it is."""
    return {
        name: [
            item
            for item in items
            if SHAPES[name].identity(item) not in {SHAPES[name].identity(one) for one in had[name]}
        ]
        for name, items in wanted.items()
    }


def _in_order(setup: Setup) -> Setup:
    return {name: setup[name] for name in SHAPES if name in setup}
