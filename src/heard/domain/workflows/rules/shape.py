"""Whether data has the shape of a workflow at all: known names, the right kinds of values. Its sense: checking.py."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from heard.domain.workflows.rules.definition import PARTS, WRITTEN_AS, Part

MOST_PARTS = 200
_NAMES = (*PARTS, "again", "translations")


class Problem(NamedTuple):
    """Where something is wrong ("tasks[2].after"), and the sentence that says what to do."""

    path: str
    sentence: str


def shape_problems(data: Any) -> list[Problem]:
    """What keeps the data from being read; empty: `definition.read` can read it."""
    if not isinstance(data, dict):
        return [Problem("", _("A workflow has stages, moves and tasks: write them under these names."))]
    found = [Problem(str(name), _unknown(name, _NAMES)) for name in data if name not in _NAMES]
    for name, kind in PARTS.items():
        found += _list_problems(name, kind, data.get(name, []))
    if not isinstance(data.get("again", ""), str):
        found.append(Problem("again", _("Name a stage by its code.")))
    return found + _translation_problems(data.get("translations", {}))


def _list_problems(name: str, kind: type[Part], parts: Any) -> list[Problem]:
    if not isinstance(parts, list) or len(parts) > MOST_PARTS:
        return [Problem(name, _("Write a list of at most %(most)d here.") % {"most": MOST_PARTS})]
    return [problem for n, part in enumerate(parts) for problem in _part_problems(f"{name}[{n}]", kind, part)]


def _part_problems(path: str, kind: type[Part], part: Any) -> list[Problem]:
    columns = {WRITTEN_AS.get(one.name, one.name): str(one.type) for one in fields(kind)}
    needed = [WRITTEN_AS.get(one.name, one.name) for one in fields(kind) if one.default is one.default_factory]
    if not isinstance(part, dict):
        return [Problem(path, _("Write names and values here: %(known)s.") % {"known": ", ".join(columns)})]
    found = [Problem(f"{path}.{name}", _unknown(name, columns)) for name in part if name not in columns]
    found += [Problem(f"{path}.{name}", _("This is missing.")) for name in needed if name not in part]
    known = {name: value for name, value in part.items() if name in columns}
    return found + [
        Problem(f"{path}.{name}", said) for name, value in known.items() if (said := _wrong(columns[name], value))
    ]


def _wrong(kind: str, value: Any) -> str:
    match kind:
        case "str":
            return "" if isinstance(value, str) else _("Write text here.")
        case "bool":
            return "" if isinstance(value, bool) else _("Write yes or no (true or false) here.")
        case "tuple[str, ...]":
            fine = isinstance(value, list) and all(isinstance(one, str) for one in value)
            return "" if fine else _("Write a list of texts here.")
        case _:
            return "" if isinstance(value, dict) else _("Write a condition here, such as {field: priority, is: high}.")


def _translation_problems(translations: Any) -> list[Problem]:
    fine = isinstance(translations, dict) and all(
        isinstance(texts, dict) and all(isinstance(one, str) for one in texts.values())
        for texts in translations.values()
    )
    return [] if fine else [Problem("translations", _("By language, by place, the words."))]


def _unknown(name: Any, known: Any) -> str:
    return _("There is nothing called “%(name)s” here. Use: %(known)s.") % {"name": name, "known": ", ".join(known)}
