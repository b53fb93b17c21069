"""Everything that is wrong with a workflow, each with its place: for the editor, for publishing, for files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.criteria.rules import InvalidCondition, parse
from heard.domain.teams.rules.targets import InvalidTarget, Target
from heard.domain.workflows.rules.definition import (
    ENDS_AS,
    ITSELF,
    NAMED_TEAM,
    STATUSES,
    WHO,
    Definition,
    Task,
    read,
)
from heard.domain.workflows.rules.shape import Problem, shape_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from heard.domain.criteria.rules import Vocabulary

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class Known:
    """What there is outside the workflow, by code. None: not known here, so not checked."""

    teams: Collection[str] | None = None
    services: Collection[str] | None = None
    vocabulary: Vocabulary | None = None
    gap: Callable[[str], str] | None = None  # what is wrong with the gaps of a stage's letter …
    ending_gap: Callable[[str], str] | None = None  # … and of an outcome's


def problems(data: Any, known: Known | None = None) -> list[Problem]:
    """All of them, in the order of the definition; empty: it can be published."""
    if found := shape_problems(data):
        return found
    definition, known = read(data), known or Known()
    return [
        *_codes(definition),
        *_stages(definition, known),
        *_moves(definition, known),
        *_tasks(definition, known),
        *_cases(definition, known),
        *_outcomes(definition, known),
        *_unreached(definition),
        *_circles(definition),
        *_translations(definition, known),
    ]


def _codes(definition: Definition) -> Iterator[Problem]:
    for name in ("stages", "tasks", "cases", "outcomes"):
        codes = [part.code for part in getattr(definition, name)]
        for n, code in enumerate(codes):
            if not _CODE.fullmatch(code):
                yield Problem(f"{name}[{n}].code", _("A code is made of small letters, figures and dashes."))
            elif Counter(codes[: n + 1])[code] > 1:
                yield Problem(f"{name}[{n}].code", _("Two of these have the code “%(code)s”.") % {"code": code})


def _stages(definition: Definition, known: Known) -> Iterator[Problem]:
    if not definition.stages:
        yield Problem("stages", _("Add the first stage: where a case stands when it has just come in."))
    for n, stage in enumerate(definition.stages):
        if not stage.name.strip():
            yield Problem(f"stages[{n}].name", _("Give the stage a name."))
        if stage.status not in STATUSES:
            yield Problem(f"stages[{n}].status", _one_of(STATUSES))
        if known.gap and (said := known.gap(stage.letter)):
            yield Problem(f"stages[{n}].letter", said)
    if definition.again and not definition.stage(definition.again):
        yield Problem("again", _no_stage(definition.again))


def _moves(definition: Definition, known: Known) -> Iterator[Problem]:
    seen = set()
    for n, move in enumerate(definition.moves):
        path = f"moves[{n}]"
        for place, code in (("from", move.start), ("to", move.to)):
            if not definition.stage(code):
                yield Problem(f"{path}.{place}", _no_stage(code))
        if move.start == move.to:
            yield Problem(f"{path}.to", _("A move leads to another stage."))
        if (move.start, move.to) in seen:
            yield Problem(f"{path}.to", _("There is a move between these two stages already."))
        seen.add((move.start, move.to))
        if move.who not in WHO and not move.team:
            yield Problem(f"{path}.who", _one_of((*WHO, f"{NAMED_TEAM}…")))
        if move.team and known.teams is not None and move.team not in known.teams:
            yield Problem(f"{path}.who", _no_team(move.team))
        yield from _condition(f"{path}.condition", move.condition, known)


def _condition(path: str, condition: dict[str, Any], known: Known) -> Iterator[Problem]:
    if known.vocabulary is None:
        return
    try:
        parse(condition, known.vocabulary)
    except InvalidCondition as error:
        yield Problem(".".join(filter(None, (path, error.path))), error.sentence)


def _tasks(definition: Definition, known: Known) -> Iterator[Problem]:
    for n, task in enumerate(definition.tasks):
        path = f"tasks[{n}]"
        if not task.title.strip():
            yield Problem(f"{path}.title", _("Say what is to be done."))
        if task.stage and not definition.stage(task.stage):
            yield Problem(f"{path}.stage", _no_stage(task.stage))
        if task.team and known.teams is not None and task.team not in known.teams:
            yield Problem(f"{path}.team", _no_team(task.team))
        if task.target and (said := _target(task.target)):
            yield Problem(f"{path}.target", said)
        if task.if_refused and not task.approval:
            yield Problem(f"{path}.if_refused", _("Only an approval can be refused."))
        if task.if_refused and not definition.stage(task.if_refused):
            yield Problem(f"{path}.if_refused", _no_stage(task.if_refused))
        yield from _earlier(f"{path}.after", task, definition)


def _earlier(path: str, task: Task, definition: Definition) -> Iterator[Problem]:
    for code in task.after:
        before = definition.task(code)
        if before is None:
            yield Problem(path, _("There is no task “%(code)s”.") % {"code": code})
        elif before.stage and task.stage and before.stage != task.stage:
            yield Problem(
                path,
                _("“%(task)s” belongs to another stage: the stages come one after the other anyway.")
                % {"task": before.title},
            )


def _cases(definition: Definition, known: Known) -> Iterator[Problem]:
    for n, case in enumerate(definition.cases):
        if not definition.stage(case.stage):
            yield Problem(f"cases[{n}].stage", _no_stage(case.stage))
        if known.services is not None and case.service not in known.services:
            yield Problem(f"cases[{n}].service", _("There is no service “%(code)s”.") % {"code": case.service})


def _outcomes(definition: Definition, known: Known) -> Iterator[Problem]:
    for n, outcome in enumerate(definition.outcomes):
        if not outcome.label.strip():
            yield Problem(f"outcomes[{n}].label", _("Say how it ended."))
        if outcome.means not in ENDS_AS:
            yield Problem(f"outcomes[{n}].as", _one_of(ENDS_AS))
        for code in outcome.stages:
            if not definition.stage(code):
                yield Problem(f"outcomes[{n}].stages", _no_stage(code))
        if known.ending_gap and (said := known.ending_gap(outcome.letter)):
            yield Problem(f"outcomes[{n}].letter", said)


def _unreached(definition: Definition) -> Iterator[Problem]:
    """Stages that no case ever comes to."""
    reached = {definition.stages[0].code} if definition.stages else set()
    reached |= {definition.again} | {task.if_refused for task in definition.tasks}
    while more := {move.to for move in definition.moves if move.start in reached} - reached:
        reached |= more
    for n, stage in enumerate(definition.stages):
        if stage.code not in reached:
            yield Problem(f"stages[{n}]", _("No move leads to “%(stage)s”.") % {"stage": stage.name})


def _circles(definition: Definition) -> Iterator[Problem]:
    """What would never begin, or never rest."""
    after = {task.code: set(task.after) for task in definition.tasks}
    for n, task in enumerate(definition.tasks):
        if _leads_to_itself(task.code, after):
            yield Problem(f"tasks[{n}].after", _("These tasks wait for one another: none could ever begin."))
    moving = {stage.code: _moves_on_by_itself(stage.code, definition) for stage in definition.stages}
    for n, move in enumerate(definition.moves):
        if move.who == ITSELF and move.to in moving.get(move.start, ()) and _leads_to_itself(move.start, moving):
            yield Problem(f"moves[{n}].who", _goes_round())


def _translations(definition: Definition, known: Known) -> Iterator[Problem]:
    texts = definition.texts()
    for language, words in definition.translations.items():
        for path, text in words.items():
            place = f"translations.{language}.{path}"
            if path not in texts:
                yield Problem(
                    place, _("There is nothing to translate here: use stages.CODE.public or stages.CODE.letter.")
                )
            elif known.gap and (said := known.gap(text)):
                yield Problem(place, said)


def _moves_on_by_itself(stage: str, definition: Definition) -> set[str]:
    tasks, cases = definition.tasks_at(stage), definition.cases_at(stage)
    required = any(task.required for task in tasks) or any(case.required for case in cases)
    return set() if required else {move.to for move in definition.moves_from(stage) if move.who == ITSELF}


def _leads_to_itself(start: str, ways: dict[str, set[str]]) -> bool:
    reached = set(ways.get(start, ()))
    while more := {to for code in reached for to in ways.get(code, ())} - reached:
        reached |= more
    return start in reached


def _goes_round() -> str:
    return _(
        "The case would go round in circles by itself. Let a person make one of these moves, "
        "or give one of the stages a required task."
    )


def _target(code: str) -> str:
    try:
        Target.parse(code)
    except InvalidTarget as error:
        return error.sentence
    return ""


def _one_of(known: Collection[str]) -> str:
    return _("Use one of: %(known)s.") % {"known": ", ".join(known)}


def _no_stage(code: str) -> str:
    return _("There is no stage “%(code)s”.") % {"code": code}


def _no_team(code: str) -> str:
    return _("There is no team “%(code)s”.") % {"code": code}
