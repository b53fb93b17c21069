"""YAML read into plain data, with the line of each part. Only what JSON could say as well: no tags, no aliases."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

DEEPEST = 30
LONGEST = 2_000_000  # of one file, in bytes
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+([eE][-+]?[0-9]{1,3})?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Unreadable(Exception):
    """A file that cannot be read, with the line."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


@dataclass(slots=True)
class Page:
    """A file as data. `lines` holds the line of each part, by its path."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Where this part stands, or the nearest part around it that is there."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


def read_yaml(content: bytes) -> Page:
    """The data of a file. Raises Unreadable."""
    if len(content) > LONGEST:
        raise Unreadable(1, _("This file is larger than 2 MB."))
    try:
        return _Builder(content.decode()).page()
    except UnicodeDecodeError as error:
        raise Unreadable(content[: error.start].count(b"\n") + 1, _("This file is not in UTF-8.")) from error
    except yaml.YAMLError as error:
        raise Unreadable(_line_of(error), _("This is not YAML: %(why)s.") % {"why": _why(error)}) from error


def plain_value(text: str) -> Any:
    """What unquoted text means: a number, true, false, nothing; otherwise the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(number := float(text)):  # JSON knows no infinity
        return number
    return text


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1


def _why(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


class _Builder:
    """Builds data from the parser's events, so that what we do not want is refused before anything is made of it."""

    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self.lines: dict[Path, int] = {}

    def page(self) -> Page:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return Page(None)
        data = self.value(next(self.events), ())
        next(self.events)  # the document ends
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise Unreadable(event.start_mark.line + 1, _("There is a second document in this file (after ---)."))
        return Page(data, self.lines)

    def value(self, event: Any, path: Path) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            raise Unreadable(line, _("Anchors (&), aliases (*) and tags (!) are not used in these files."))
        if isinstance(event, yaml.ScalarEvent):
            return plain_value(event.value) if not event.style else event.value
        if len(path) >= DEEPEST:
            raise Unreadable(line, _("This is nested too deeply."))
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def mapping(self, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                raise Unreadable(line, _("A key is a word."))
            if event.value in built:
                raise Unreadable(line, _("“%(key)s” stands here twice.") % {"key": event.value})
            here = (*path, event.value)
            self.lines[here] = line
            built[event.value] = self.value(next(self.events), here)
        return built

    def sequence(self, path: Path) -> list[Any]:
        built: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            built.append(self.value(event, (*path, len(built))))
        return built
