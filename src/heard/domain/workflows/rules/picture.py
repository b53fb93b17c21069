"""A workflow as a picture: boxes, lines and where they lie, made from the definition alone, so that it stays true.

The stages stand below one another in their order. What is done at a stage stands in its box, and so do the moves: from
each an arrow leads on the right side down to a later stage, on the left side up to an earlier one. Narrow enough for a
phone. The page draws it (desk/settings/workflows/picture.html); nothing in it is HTML.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.workflows.rules.words import (
    Names,
    case_in_words,
    move_in_words,
    outcome_in_words,
    stage_in_words,
    task_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.workflows.rules.definition import Definition, Move, Stage, Task

WIDTH, MARGIN, INDENT = 420, 44, 14
LINE, PADDING, GAP = 18, 8, 22
LETTERS = 46  # that fit into a line of a box
LETTERS_OF_A_TITLE = 36
LANE = 8
DEEPEST = 4
SIGNS = {"task": "☐", "approval": "◇", "case": "⊞", "letter": "✉", "move": "▸", "outcome": "■"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at a place; `kind`: title, task, approval, case, move, outcome."""

    x: int
    y: int
    text: str
    kind: str
    sign: str = ""  # before the first line of what has one

    @property
    def text_x(self) -> int:
        """Where the words begin, beside the sign."""
        return self.x if self.kind == "title" else self.x + INDENT


@dataclass(frozen=True, slots=True)
class Box:
    """A stage, or the end."""

    y: int
    height: int
    lines: tuple[Line, ...]
    kind: str  # the stage's status, or "end"
    x: int = MARGIN
    width: int = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move from one box to another: a path as SVG writes it."""

    path: str
    kind: str  # "by-hand" or "itself"


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    height: int
    width: int = WIDTH


def picture_of(definition: Definition, names: Names | None = None) -> Picture:
    """The picture of a workflow."""
    names = names or Names()
    boxes: list[Box] = []
    starts: list[tuple[Move, int]] = []
    tops: dict[str, int] = {}
    y = GAP // 2
    for stage in definition.stages:
        tops[stage.code] = y + PADDING + LINE // 2
        moves = definition.moves_from(stage.code)
        box, places = _box(y, stage.status, _lines_of(stage, definition, names), len(moves))
        starts += zip(moves, places, strict=True)
        boxes.append(box)
        y += box.height + GAP
    box, _none = _box(y, "end", _lines_of_end(definition), 0)
    arrows = _arrows([(move, at, tops[move.to]) for move, at in starts if move.to in tops])
    return Picture((*boxes, box), tuple(arrows), y + box.height + GAP // 2)


def _lines_of(stage: Stage, definition: Definition, names: Names) -> list[tuple[str, str, int]]:
    """Kind, words and depth of what stands in a box; the moves last."""
    first = stage is definition.first
    tasks = [*definition.tasks_at(""), *definition.tasks_at(stage.code)] if first else definition.tasks_at(stage.code)
    lines = [("title", stage_in_words(stage), 0)]
    for task in tasks:
        kind = "approval" if task.approval else "task"
        lines.append((kind, task_in_words(task, definition, names), _depth(task, definition)))
    lines += [("case", case_in_words(case, names), 0) for case in definition.cases_at(stage.code)]
    if stage.letter:
        lines.append(("letter", _("A letter to everyone who reported it"), 0))
    return lines + [("move", move_in_words(move, definition, names), 0) for move in definition.moves_from(stage.code)]


def _lines_of_end(definition: Definition) -> list[tuple[str, str, int]]:
    ends = [("outcome", outcome_in_words(outcome, definition), 0) for outcome in definition.outcomes]
    return [("title", _("How it can end"), 0), *(ends or [("outcome", _("As any case"), 0)])]


def _box(y: int, kind: str, content: list[tuple[str, str, int]], moves: int) -> tuple[Box, list[int]]:
    """The box, and how far down each of its moves (the last lines) begins."""
    lines: list[Line] = []
    begins: list[int] = []
    at = y + PADDING
    for what, words, depth in content:
        begins.append(at + LINE // 2)
        room = LETTERS_OF_A_TITLE if what == "title" else LETTERS - 3 * depth
        for n, part in enumerate(textwrap.wrap(words, room) or [""]):
            at += LINE
            sign = "" if n else SIGNS.get(what, "")
            lines.append(Line(MARGIN + PADDING + depth * INDENT, at - 4, part, what, sign))
    height = at + PADDING - y
    return Box(y, height, tuple(lines), kind), begins[len(begins) - moves :]


def _depth(task: Task, definition: Definition, seen: int = 0) -> int:
    """How many tasks come before it, one after the other: those of one depth are done side by side."""
    earlier = [one for code in task.after if (one := definition.task(code))]
    if not earlier or seen >= DEEPEST:  # deeper is drawn no deeper, and not looked for: the ways multiply
        return 0
    return min(DEEPEST, 1 + max(_depth(one, definition, seen + 1) for one in earlier))


def _arrows(ways: list[tuple[Move, int, int]]) -> Iterable[Arrow]:
    """Each in a lane of its own, where others would cross it."""
    taken: dict[bool, list[list[tuple[int, int]]]] = {True: [], False: []}
    for move, start, end in sorted(ways, key=lambda way: abs(way[2] - way[1])):
        down = end > start
        lane = _free_lane(taken[down], (min(start, end), max(start, end)))
        edge, side = (WIDTH - MARGIN, 1) if down else (MARGIN, -1)
        turn = edge + side * min(MARGIN - 4, 10 + LANE * lane)
        offset = 4 if down else -4  # two arrows to one box end apart
        path = f"M{edge} {start}H{turn}V{end - offset}H{edge + side * 2}"
        yield Arrow(path, "by-hand" if move.by_hand else "itself")


def _free_lane(lanes: list[list[tuple[int, int]]], span: tuple[int, int]) -> int:
    for number, lane in enumerate(lanes):
        if all(span[1] < low or span[0] > high for low, high in lane):
            lane.append(span)
            return number
    lanes.append([span])
    return len(lanes) - 1
