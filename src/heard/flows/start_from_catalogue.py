"""Services out of a ready catalogue become the council's own, with what they need, and nothing it has is changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from heard.domain.configuration.rules.shapes import SHAPES
from heard.flows.configuration import apply, plan, read_files
from heard.flows.configuration.choosing import chosen
from heard.flows.configuration.on_disk import files_in
from heard.flows.configuration.planning import worked_out
from heard.flows.configuration.reading import current_setup
from heard.starters import STARTERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from heard.domain.configuration.models import Applied
    from heard.domain.configuration.rules.folder import Documents
    from heard.domain.configuration.rules.keys import Item
    from heard.domain.configuration.rules.shapes import Setup
    from heard.flows.configuration.plans import Plan
    from heard.kernel.actor import Actor

KEEPERS = ("calendars", "departments", "teams", "rules")
ABOUT = {"service": "services", "group": "groups"}  # what a rule can name, and the section it stands in


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
    """Besides: the rules about these services, their teams, whoever serves everyone if nobody does yet; their hours."""
    rules = [one for one in whole["rules"] if _concerns(one["condition"], wanted)]
    called = {one["team"] for one in rules}
    departments = {one["code"] for one in wanted.get("departments", ())}
    if not any(one.get("serves_everyone") for one in had["departments"]):
        serving = {one["code"] for one in whole["departments"] if one.get("serves_everyone")}
        called |= {one["code"] for one in whole["teams"] if one["department"] in serving}
    teams = [one for one in whole["teams"] if one["code"] in called]
    departments |= {one["department"] for one in teams}
    hours = {one["calendar"] for one in teams}
    kept = {
        "calendars": [one for one in whole["calendars"] if one["name"] in hours],
        "departments": [one for one in whole["departments"] if one["code"] in departments],
        "teams": teams,
        "rules": rules,
    }
    return _in_order(wanted | kept)


def _concerns(condition: Any, wanted: Setup) -> bool:
    """Whether a rule is about any of these services or their groups, or about no service in particular."""
    here = {(field, one["code"]) for field in ABOUT for one in wanted[ABOUT[field]]}
    named = set(_named(condition))
    return not named or bool(named & here)


def _named(condition: Any) -> Iterator[tuple[str, str]]:
    """The services and groups a condition speaks of, however deep."""
    if isinstance(condition, list):
        for member in condition:
            yield from _named(member)
    elif isinstance(condition, dict) and condition.get("field") in ABOUT:
        for value in (said for key, said in condition.items() if key != "field"):
            yield from ((condition["field"], code) for code in (value if isinstance(value, list) else [value]))
    elif isinstance(condition, dict):
        yield from _named(list(condition.values()))


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
