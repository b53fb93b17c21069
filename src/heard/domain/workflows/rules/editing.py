"""Changing a workflow a step at a time: each step takes a definition's data and gives back another. Pure.

Parts are named by their kind and their place: ("tasks", 2) is the third task.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from heard.domain.workflows.rules.definition import PARTS
from heard.domain.workflows.rules.words import (
    Names,
    case_in_words,
    move_in_words,
    outcome_in_words,
    stage_in_words,
    task_in_words,
)

if TYPE_CHECKING:
    from heard.domain.workflows.rules.definition import Definition

Data = dict[str, Any]
LONGEST_CODE = 50


class NotThere(Exception):
    """There is no such part: somebody else changed the draft meanwhile."""


def part(data: Data, kind: str, number: int) -> Data:
    """One part."""
    parts = data.get(kind, []) if kind in PARTS else []
    if not 0 <= number < len(parts):
        raise NotThere
    return dict(parts[number])


def add_part(data: Data, kind: str, new: Data) -> Data:
    """One more, behind the others of its kind. One that needs a code gets it from its name."""
    if kind not in PARTS:
        raise NotThere
    changed = deepcopy(data)
    parts = changed.setdefault(kind, [])
    if kind != "moves":
        new = {"code": free_code(_name(new), {one["code"] for one in parts})} | new
    parts.append(_said(new))
    return changed


def change_part(data: Data, kind: str, number: int, columns: Data) -> Data:
    """Other values. Its code stays: cases and other parts name it by that."""
    old = part(data, kind, number)
    changed = deepcopy(data)
    changed[kind][number] = _said(({"code": old["code"]} if "code" in old else {}) | columns)
    return changed


def move_part(data: Data, kind: str, number: int, *, step: int) -> Data:
    """One place up (-1) or down (+1) among those of its stage."""
    shelf = _shelf(part(data, kind, number))
    changed = deepcopy(data)
    parts, there = changed[kind], number + step
    while 0 <= there < len(parts) and _shelf(parts[there]) != shelf:
        there += step
    if 0 <= there < len(parts):
        parts[number], parts[there] = parts[there], parts[number]
    return changed


def remove_part(data: Data, kind: str, number: int) -> Data:
    """Without it, and without what makes no sense any more: a stage's moves, tasks and cases go with it."""
    gone = part(data, kind, number)
    changed = deepcopy(data)
    del changed[kind][number]
    if kind == "stages":
        _forget_stage(changed, gone["code"])
    if kind == "tasks":
        for task in changed.get("tasks", []):
            task["after"] = [code for code in task.get("after", []) if code != gone["code"]]
    return _tidy(changed)


def set_again(data: Data, stage: str) -> Data:
    """Where a case that is opened again begins; empty: at the first stage."""
    return _tidy(deepcopy(data) | {"again": stage})


def translate(data: Data, language: str, words: dict[str, str]) -> Data:
    """Other words in a language; empty ones are taken away, and the original is read."""
    changed = deepcopy(data)
    said = changed.get("translations", {}).get(language, {}) | words
    changed.setdefault("translations", {})[language] = {path: text for path, text in said.items() if text}
    changed["translations"] = {one: texts for one, texts in changed["translations"].items() if texts}
    return _tidy(changed)


def add_stage(data: Data, new: Data, *, reached_from: str) -> Data:
    """One more stage, and the move that leads to it."""
    changed = add_part(data, "stages", new)
    if not reached_from:
        return changed
    return add_part(changed, "moves", {"from": reached_from, "to": changed["stages"][-1]["code"]})


def free_code(name: str, taken: set[str]) -> str:
    """A code made from a name, unlike the others."""
    stem = slugify(name)[:LONGEST_CODE].strip("-") or "one"
    return next(code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)


def sentences(definition: Definition, names: Names) -> list[str]:
    """Everything it says, a sentence each: two versions are compared by these."""
    told = [stage_in_words(stage) for stage in definition.stages]
    for stage in definition.stages:
        moves = definition.moves_from(stage.code)
        told += [f"{stage.name}: {move_in_words(move, definition, names)}" for move in moves]
        told += [f"{stage.name}: {task_in_words(task, definition, names)}" for task in definition.tasks_at(stage.code)]
        told += [f"{stage.name}: {case_in_words(case, names)}" for case in definition.cases_at(stage.code)]
        told += [f"{stage.name}: “{text}”" for text in (stage.public, stage.letter) if text]
    told += [task_in_words(task, definition, names) for task in definition.tasks_at("")]
    return told + [outcome_in_words(outcome, definition) for outcome in definition.outcomes]


def _name(new: Data) -> str:
    return str(new.get("name") or new.get("title") or new.get("label") or new.get("service") or "")


def _shelf(one: Data) -> str:
    """The stage in whose list it stands; stages and outcomes stand in one."""
    return str(one.get("from") or one.get("stage") or "")


def _forget_stage(data: Data, code: str) -> None:
    data["moves"] = [move for move in data.get("moves", []) if code not in (move["from"], move["to"])]
    for kind in ("tasks", "cases"):
        data[kind] = [one for one in data.get(kind, []) if one.get("stage") != code]
    for task in data["tasks"]:
        if task.get("if_refused") == code:
            del task["if_refused"]
    for outcome in data.get("outcomes", []):
        outcome["stages"] = [one for one in outcome.get("stages", []) if one != code]
    if data.get("again") == code:
        del data["again"]


def _tidy(data: Data) -> Data:
    """Without what is empty."""
    tidy = {name: [_said(one) for one in data[name]] if name in PARTS else data[name] for name in data}
    return {name: value for name, value in tidy.items() if value}


def _said(one: Data) -> Data:
    return {name: value for name, value in one.items() if value not in ("", None, False, [], {}) or name == "code"}
