"""Whether data has the shape of a definition at all: its keys, and what stands behind them. Its sense: checking.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = re.compile(r"[a-z0-9][-_a-z0-9]{0,59}")


class Problem(NamedTuple):
    """Something wrong. `path` leads to it: "questions.depth.show_if"; by number where it has no code: "pages[0]"."""

    path: str
    sentence: str


# What stands behind each key; a key that must not be left out has a "!".
DEFINITION = {"pages!": list, "stops": list, "translations": dict}
PAGE = {"code!": str, "title!": str, "text": str, "first": bool, "show_if": dict, "questions": list}
QUESTION = {
    "code!": str, "kind!": str, "label!": str, "hint": str, "required": bool, "required_if": dict, "show_if": dict,
    "public": bool, "choices": list, "least": (int, float, str), "most": (int, float, str), "unit": str, "layer": str,
    "formula": str, "prefill": str, "retired": bool,
}  # fmt: skip
CHOICE = {"code!": str, "label!": str, "picture": str}
STOP = {"code!": str, "when!": dict, "title!": str, "text": str, "link": dict}
LINK = {"url!": str, "label": str}
LONGEST = {"label": 200, "title": 200, "hint": 300, "text": 4000, "unit": 20, "url": 500}


def shape_problems(data: Any) -> list[Problem]:
    """What keeps it from being read."""
    if not isinstance(data, dict):
        return [Problem("", _("A questionnaire is a list of pages: write “pages”."))]
    return list(_in_definition(data))


def _in_definition(data: dict[str, Any]) -> Iterator[Problem]:
    yield from _keys(data, DEFINITION, "")
    for page, path in _members(data, "pages", ""):
        yield from _keys(page, PAGE, path)
        for question, inner in _members(page, "questions", path):
            yield from _in_question(question, inner)
    for stop, path in _members(data, "stops", ""):
        yield from _keys(stop, STOP, path)
        if isinstance(stop, dict) and isinstance(stop.get("link"), dict) and stop["link"]:
            yield from _keys(stop["link"], LINK, f"{path}.link")
    yield from _in_translations(data.get("translations"))


def _in_question(data: Any, path: str) -> Iterator[Problem]:
    yield from _keys(data, QUESTION, path)
    if isinstance(data, dict):
        if isinstance(data.get("kind"), str) and data["kind"] not in QuestionKind.values:
            known = ", ".join(QuestionKind.values)
            yield Problem(f"{path}.kind", _("There is no such kind. Use one of: %(known)s.") % {"known": known})
        for choice, inner in _members(data, "choices", path):
            yield from _keys(choice, CHOICE, inner)


def _in_translations(data: Any) -> Iterator[Problem]:
    for language, words in data.items() if isinstance(data, dict) else ():
        if not isinstance(words, dict) or not all(isinstance(text, str) for text in words.values()):
            sentence = _("Write the words of a language by what they stand for, such as “questions.depth.label”.")
            yield Problem(f"translations.{language}", sentence)


def _members(data: Any, key: str, path: str) -> Iterator[tuple[Any, str]]:
    members = data.get(key) if isinstance(data, dict) else None
    for number, member in enumerate(members if isinstance(members, list) else ()):
        yield member, f"{path}{'.' if path else ''}{key}[{number}]"


def _keys(data: Any, known: dict[str, Any], path: str) -> Iterator[Problem]:
    if not isinstance(data, dict):
        names = ", ".join(key.removesuffix("!") for key in known)
        yield Problem(path, _("Write this with its parts: %(names)s.") % {"names": names})
        return
    lead = f"{path}." if path else ""
    kinds = {key.removesuffix("!"): kind for key, kind in known.items()}
    for key in known:
        if key.endswith("!") and not data.get(key[:-1]) and data.get(key[:-1]) != []:
            yield Problem(f"{lead}{key[:-1]}", _("This must not be empty."))
    for key, value in data.items():
        if key not in kinds:
            sentence = _("“%(key)s” is not known here. Use: %(names)s.") % {"key": key, "names": ", ".join(kinds)}
            yield Problem(f"{lead}{key}", sentence)
        elif sentence := _wrong(key, value, kinds[key]):
            yield Problem(f"{lead}{key}", sentence)


def _wrong(key: str, value: Any, kind: Any) -> str:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        return {
            str: _("Write words here."), bool: _("Say true or false."), list: _("Write a list here."),
        }.get(kind, _("This cannot be read here."))  # fmt: skip
    if key == "code" and value and not CODE.fullmatch(value):
        return _("A code has small letters, digits and hyphens only, at most 60.")
    if isinstance(value, str) and len(value) > (most := LONGEST.get(key, 500)):
        return _("Use %(most)s characters or fewer.") % {"most": most}
    return ""
