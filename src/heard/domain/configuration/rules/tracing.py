"""From the way a domain names a part ("questions.depth.show_if", "stages[0].name") to where that part stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heard.domain.configuration.rules.keys import Item
    from heard.domain.configuration.rules.reading import Path

_STEP = re.compile(r"[^.\[\]]+")


def trace(item: Item, name: str) -> Path:
    """The path to the part, as far as it is there."""
    steps: list[str] = _STEP.findall(name)
    here: Any = item
    path: tuple[str | int, ...] = ()
    if steps[:1] == ["questions"] and "questions" not in item:
        here, path, steps = _question(item, steps)
    for number, step in enumerate(steps):
        found = _next(here, step, ".".join(steps[number:]))
        if found is None:
            break
        path, here = (*path, found), here[found]
    return path


def _next(here: Any, step: str, rest: str) -> str | int | None:
    if isinstance(here, dict):
        return next((key for key in (step, rest) if key in here), None)
    if isinstance(here, list):
        if step.isdigit() and int(step) < len(here):
            return int(step)
        return next((n for n, one in enumerate(here) if isinstance(one, dict) and one.get("code") == step), None)
    return None


def _question(item: Item, steps: list[str]) -> tuple[Any, Path, list[str]]:
    """A question is named without its page."""
    for number, page in enumerate(item.get("pages", ())):
        questions = page.get("questions", ()) if isinstance(page, dict) else ()
        for at, question in enumerate(questions):
            if steps[1:2] == [question.get("code")]:
                return question, ("pages", number, "questions", at), steps[2:]
    return item, (), []
