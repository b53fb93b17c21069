"""A workflow in sentences, each with what is wrong with it: what the editor lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from heard.domain.workflows.rules.words import (
    case_in_words,
    move_in_words,
    outcome_in_words,
    stage_in_words,
    task_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.workflows.rules.definition import Stage
    from heard.web.desk.settings.workflows.shaping import Shaping


@dataclass(frozen=True, slots=True)
class Line:
    """A part: where it stands in the definition, and what it says."""

    kind: str
    number: int
    words: str
    problems: list[str]


@dataclass(frozen=True, slots=True)
class StageLines:
    """A stage with what belongs to it."""

    stage: Stage
    line: Line
    tasks: list[Line]
    cases: list[Line]
    moves: list[Line]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole."""

    stages: list[StageLines] = field(default_factory=list)
    anytime: list[Line] = field(default_factory=list)
    outcomes: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def outline_of(shaping: Shaping) -> Outline:
    """The outline of what somebody is at work on."""
    definition, names = shaping.definition, shaping.names

    def lines(kind: str, parts: Iterable[Any], say: Any) -> list[Line]:
        every = list(getattr(definition, kind))
        return [Line(kind, every.index(one), say(one), _wrong(shaping, f"{kind}[{every.index(one)}]")) for one in parts]

    def tasks(stage: str) -> list[Line]:
        return lines("tasks", definition.tasks_at(stage), lambda one: task_in_words(one, definition, names))

    stages = []
    for stage in definition.stages:
        moves = definition.moves_from(stage.code)
        stages.append(
            StageLines(
                stage,
                lines("stages", [stage], stage_in_words)[0],
                tasks(stage.code),
                lines("cases", definition.cases_at(stage.code), lambda one: case_in_words(one, names)),
                lines("moves", moves, lambda one: move_in_words(one, definition, names)),
            )
        )
    outcomes = lines("outcomes", definition.outcomes, lambda one: outcome_in_words(one, definition))
    return Outline(stages, tasks(""), outcomes, _wrong(shaping, "stages", "again", "translations"))


def _wrong(shaping: Shaping, *places: str) -> list[str]:
    """The sentences about these places, and what lies below one that is a part."""
    found = []
    for path, sentence in shaping.problems:
        if path in places or any(path.startswith(f"{place}.") for place in places if place != "stages"):
            found.append(sentence)
    return found
