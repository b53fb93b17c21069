"""What a step is: its options, its words, what it does and how that is undone. Each action brings its own Step, in a
file of its own under the packages that the setting HEARD_STEPS names; here they are found, checked and told.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from heard.domain.teams.rules.targets import InvalidTarget, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from django.utils.functional import _StrPromise

    from heard.domain.automation.models import Automation
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor

    Words = str | _StrPromise

MOST_STEPS = 20
LONGEST_LINE = 200
LONGEST_TEXT = 5000


class Kind(StrEnum):
    """What an option is, and so how it is typed."""

    CHOICE = "choice"
    LINE = "line"
    TEXT = "text"
    LIST = "list"  # of short words
    SPELL = "spell"  # as targets are written: 2d, 4h
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to say about a step."""

    name: str
    label: Words
    kind: Kind = Kind.LINE
    required: bool = True
    choices: Callable[[], Mapping[str, Any]] | None = None
    help: Words = ""
    check: Callable[[Any], str] | None = None  # a sentence about what is wrong with it; empty where nothing is

    def labels(self) -> Mapping[str, Any]:
        """The choices by code."""
        return self.choices() if self.choices else {}


@dataclass(frozen=True, slots=True)
class Doing:
    """A step's turn: on which case, with which options, for which run."""

    case: Case
    options: Mapping[str, Any]
    automation: Automation
    run_id: UUID
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action. `do` returns what undoing it needs (ids and codes), or None where there was nothing to do.

    `words` says it, from the options as people read them. `undo` and `remark` get what `do` returned.
    """

    code: str
    label: Words
    words: Callable[[Mapping[str, str]], str]
    do: Callable[[Doing], dict[str, Any] | None]
    undo: Callable[[Doing, Mapping[str, Any]], None] | None = None
    remark: Callable[[Mapping[str, Any]], str] | None = None  # what it could not do of all it should; empty if nothing
    options: tuple[Option, ...] = field(default=())
    check: Callable[[Mapping[str, Any]], str] | None = None  # what is wrong with the options together
    position: int = 100  # in the list that people choose from


@cache
def known_steps() -> dict[str, Step]:
    """Every step there is, in the order people see them."""
    packages = [import_module(name) for name in settings.HEARD_STEPS]
    modules = [
        import_module(f"{package.__name__}.{found.name}")
        for package in packages
        for found in pkgutil.iter_modules(package.__path__)
    ]
    steps = [module.STEP for module in modules if hasattr(module, "STEP")]
    return {step.code: step for step in sorted(steps, key=lambda step: (step.position, step.code))}


def problems_of_steps(data: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with these steps: where, and a sentence."""
    if not isinstance(data, list) or not data:
        yield "steps", _("Say what is to be done: add a step.")
        return
    if len(data) > MOST_STEPS:
        yield "steps", _("Use at most %(most)d steps.") % {"most": MOST_STEPS}
        return
    for number, one in enumerate(data):
        for name, sentence in problems_of_step(one):
            yield f"steps[{number}]{'.' if name else ''}{name}", sentence


def problems_of_step(data: Any) -> Iterator[tuple[str, str]]:
    """What is wrong with one step, by option."""
    step = known_steps().get(str(data.get("step"))) if isinstance(data, dict) else None
    if step is None:
        yield "", _("Name a step: one of %(known)s.") % {"known": ", ".join(known_steps())}
        return
    for name in data.keys() - {"step"} - {option.name for option in step.options}:
        yield name, _("This step knows no “%(name)s”.") % {"name": name}
    for option in step.options:
        if sentence := _problem(option, data.get(option.name)):
            yield option.name, sentence
    if step.check and (sentence := step.check(data)):
        yield "", sentence


def step_in_words(data: Mapping[str, Any]) -> str:
    """As in: set the priority to High. One that is not known any more is told by its code."""
    step = known_steps().get(str(data.get("step")))
    if step is None:
        return _("do “%(code)s”, which is not known any more") % {"code": data.get("step")}
    return step.words({option.name: _shown(option, data.get(option.name)) for option in step.options})


def result_in_words(result: Mapping[str, Any]) -> str:
    """What a step came to in a run."""
    if result.get("refused"):
        return str(result["refused"])
    step = known_steps().get(str(result.get("step")))
    label, done = str(step.label if step else result.get("step")), result.get("done")
    if result.get("undone"):
        return _("%(step)s: taken back") % {"step": label}
    if not done:
        return _("%(step)s: there was nothing to do") % {"step": label}
    remark = step.remark(done) if step and step.remark else ""
    return f"{label}: {remark}" if remark else label


def _shown(option: Option, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else ""
    return str(option.labels().get(value, value)) if value else ""


def _problem(option: Option, value: Any) -> str:
    if value in (None, "", []):
        return str(_("“%(label)s” is missing.") % {"label": option.label}) if option.required else ""
    return _CHECKS[option.kind](option, value) or (option.check(value) if option.check else "")


def _choice(option: Option, value: Any) -> str:
    return "" if value in option.labels() else _("There is no “%(code)s” to choose.") % {"code": value}


def _line(_option: Option, value: Any) -> str:
    return "" if isinstance(value, str) and len(value) <= LONGEST_LINE else _("Write one line, of 200 signs at most.")


def _text(_option: Option, value: Any) -> str:
    return "" if isinstance(value, str) and len(value) <= LONGEST_TEXT else _("Write a text of 5,000 signs at most.")


def _list(_option: Option, value: Any) -> str:
    fine = isinstance(value, list) and all(isinstance(one, str) and 0 < len(one) <= 40 for one in value)  # noqa: PLR2004 -- as a tag's column
    return "" if fine else _("Give a list of words, each of 40 signs at most.")


def _spell(_option: Option, value: Any) -> str:
    try:
        Target.parse(str(value))
    except InvalidTarget as error:
        return error.sentence
    return ""


def _truth(_option: Option, value: Any) -> str:
    return "" if isinstance(value, bool) else _("Say true or false.")


_CHECKS: dict[Kind, Callable[[Option, Any], str]] = {
    Kind.CHOICE: _choice,
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.LIST: _list,
    Kind.SPELL: _spell,
    Kind.TRUTH: _truth,
}
