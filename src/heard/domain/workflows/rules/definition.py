"""A workflow as it is written down: stages, moves, tasks, further cases, outcomes. Reading it and writing it.

The definition is plain JSON, so that it can be kept, exported and compared. What does not apply is left out:

    {"stages": [
        {"code": "inspect", "name": "Inspection", "status": "in_progress", "public": "We are looking at it"},
        {"code": "contractor", "name": "Ordered", "status": "waiting", "waits_for": "the contractor",
         "letter": "Hello {name}, we have ordered the repair."},
        {"code": "check", "name": "Check", "status": "in_progress"}],
     "moves": [
        {"from": "inspect", "to": "contractor", "name": "Order the repair", "who": "team",
         "condition": {"field": "priority", "is_not": "low"}},
        {"from": "contractor", "to": "check", "who": "itself"},
        {"from": "check", "to": "contractor", "name": "Send them again", "who": "manager", "regardless": true}],
     "tasks": [
        {"code": "measure", "title": "Measure the damage", "stage": "inspect", "target": "2d", "required": true,
         "checklist": ["Photo", "Width and depth"]},
        {"code": "budget", "title": "Release the money", "stage": "inspect", "team": "finance", "after": ["measure"],
         "required": true, "approval": true, "if_refused": "inspect"}],
     "cases": [{"code": "marking", "service": "road-marking", "stage": "check", "text": "Paint the lines anew",
                "required": true}],
     "outcomes": [{"code": "repaired", "label": "Repaired", "as": "fixed", "letter": "The road is whole again."}],
     "again": "inspect",
     "translations": {"es": {"stages.inspect.public": "Lo estamos mirando", "stages.contractor.letter": "…"}}}

A case begins at the first stage. It may leave a stage once what is required there is done. Tasks that wait for no other
(`after`) are done side by side. Without outcomes of its own a workflow ends as any case does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Condition = dict[str, Any]

# Who may make a move; or `team:<code>`, one team by name.
ANYONE, TEAM, MANAGER, ITSELF, RESIDENT = "anyone", "team", "manager", "itself", "resident"
WHO = (ANYONE, TEAM, MANAGER, ITSELF, RESIDENT)
NAMED_TEAM = "team:"
# The statuses a stage can mean; the cases domain knows what they do.
STATUSES = ("received", "in_progress", "waiting")
ENDS_AS = ("fixed", "answered", "no_action", "not_ours", "cancelled")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a case can stand. `waits_for`: whom, where it is not the resident. `letter` goes out when it is reached."""

    code: str
    name: str
    status: str = "in_progress"
    waits_for: str = ""
    public: str = ""  # what the resident reads; empty: that it is worked on
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one stage to another. `from` and `to` are codes; `from` is called `start` here, being a word of ours.

    `regardless`: also before what is required is done.
    """

    start: str
    to: str
    name: str = ""  # what stands on the button; empty: the name of the stage it leads to
    who: str = ANYONE
    condition: Condition = field(default_factory=dict)
    regardless: bool = False

    @property
    def team(self) -> str:
        """The code of the one team that may make it, where it is one."""
        return self.who.removeprefix(NAMED_TEAM) if self.who.startswith(NAMED_TEAM) else ""

    @property
    def by_hand(self) -> bool:
        """Whether somebody presses a button for it."""
        return self.who not in (ITSELF, RESIDENT)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work. No `stage`: from the beginning on, and due before the case is closed. No `team`: the case's.

    `if_refused`: the stage the case goes to when an approval is refused.
    """

    code: str
    title: str
    stage: str = ""
    team: str = ""
    after: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    target: str = ""
    required: bool = False
    approval: bool = False
    if_refused: str = ""


@dataclass(frozen=True, slots=True)
class FurtherCase:
    """A case of another service that a stage opens. `required`: the stage is not left before it is closed."""

    code: str
    service: str
    stage: str
    text: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it can end, in the service's own words. `means` (`as` where it is written) is one of ENDS_AS."""

    code: str
    label: str
    means: str
    stages: tuple[str, ...] = ()  # from where; empty: from everywhere
    letter: str = ""  # prepared words for everyone who reported it


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole workflow. `again`: where a case that is opened again begins; empty: at the first stage."""

    stages: tuple[Stage, ...] = ()
    moves: tuple[Move, ...] = ()
    tasks: tuple[Task, ...] = ()
    cases: tuple[FurtherCase, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    again: str = ""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def first(self) -> Stage | None:
        """Where a case begins."""
        return self.stages[0] if self.stages else None

    def stage(self, code: str) -> Stage | None:
        """The stage with this code."""
        return next((stage for stage in self.stages if stage.code == code), None)

    def task(self, code: str) -> Task | None:
        """The task with this code."""
        return next((task for task in self.tasks if task.code == code), None)

    def outcome(self, code: str) -> Outcome | None:
        """The outcome with this code."""
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)

    def moves_from(self, stage: str) -> list[Move]:
        """The ways out of a stage, in order."""
        return [move for move in self.moves if move.start == stage]

    def move(self, start: str, to: str) -> Move | None:
        """The way between two stages."""
        return next((move for move in self.moves_from(start) if move.to == to), None)

    def tasks_at(self, stage: str) -> list[Task]:
        """What is to be done at a stage; of the empty one: at any time."""
        return [task for task in self.tasks if task.stage == stage]

    def cases_at(self, stage: str) -> list[FurtherCase]:
        """The cases a stage opens."""
        return [case for case in self.cases if case.stage == stage]

    def outcomes_at(self, stage: str) -> list[Outcome]:
        """How a case can end from a stage."""
        return [outcome for outcome in self.outcomes if not outcome.stages or stage in outcome.stages]

    def texts(self) -> dict[str, str]:
        """What residents read of it, by path: these are translated."""
        said = [
            (f"stages.{one.code}.{name}", getattr(one, name)) for one in self.stages for name in ("public", "letter")
        ]
        return {path: words for path, words in said if words}

    def words(self, path: str, original: str, *, language: str = "") -> str:
        """A text for residents in their language, where it was translated."""
        return self.translations.get(language, {}).get(path) or original


Part = Stage | Move | Task | FurtherCase | Outcome
P = TypeVar("P", bound=Part)
PARTS: dict[str, type[Part]] = {
    "stages": Stage, "moves": Move, "tasks": Task, "cases": FurtherCase, "outcomes": Outcome,
}  # fmt: skip
# Words that Python keeps for itself, as they are written.
WRITTEN_AS = {"start": "from", "means": "as"}
_READ_AS = {written: name for name, written in WRITTEN_AS.items()}


def read(data: Mapping[str, Any]) -> Definition:
    """The definition in data whose shape was checked when it was saved (rules/shape.py)."""
    parts = {name: tuple(_part(kind, one) for one in data.get(name, ())) for name, kind in PARTS.items()}
    return Definition(**parts, again=data.get("again", ""), translations=dict(data.get("translations", {})))  # type: ignore[arg-type]


def write(definition: Definition) -> dict[str, Any]:
    """The data it is read from, without what does not apply."""
    written: dict[str, Any] = {name: _all_said(getattr(definition, name)) for name in PARTS}
    written |= {"again": definition.again, "translations": definition.translations}
    return {name: value for name, value in written.items() if value}


def columns_of(kind: type[Part]) -> list[str]:
    """What a part of this kind may have, as it is written."""
    return [WRITTEN_AS.get(one.name, one.name) for one in fields(kind)]


def _part(kind: type[P], data: Mapping[str, Any]) -> P:
    columns: dict[str, Any] = {_READ_AS.get(name, name): value for name, value in data.items()}
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in columns.items()}
    return kind(**values)


def _all_said(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [_said(part) for part in parts]


def _said(part: Part) -> dict[str, Any]:
    """Its columns that are not empty, in their order; a status is always said."""
    said = {WRITTEN_AS.get(one.name, one.name): getattr(part, one.name) for one in fields(part)}
    listed = {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
    return {name: value for name, value in listed.items() if value}
