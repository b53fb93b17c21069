"""A set-up as files, and files as a set-up. Every mistake of form is found here, before the database is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.configuration.rules import areas_file
from heard.domain.configuration.rules.keys import spare, wrong_in
from heard.domain.configuration.rules.problems import BrokenFiles, Problem
from heard.domain.configuration.rules.reading import Page, Unreadable, read_yaml
from heard.domain.configuration.rules.shapes import AREAS, FORMAT, HEAD, SHAPES, Identity, Setup, Shape
from heard.domain.configuration.rules.writing import write_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.configuration.rules.keys import Item
    from heard.domain.configuration.rules.reading import Path

Files = dict[str, bytes]  # by path inside the folder
CODE = re.compile(r"[A-Za-z0-9_-]+")
_PASSED_OVER = re.compile(r"(.*/)?(\.[^/]+(/.*)?|README[^/]*|LICEN[CS]E[^/]*)|__MACOSX/.*")


@dataclass(slots=True)
class Documents:
    """What files say, and where each entry stands in them."""

    setup: Setup = field(default_factory=dict)
    council: str = ""
    places: dict[tuple[str, Identity], tuple[str, Page, Path]] = field(default_factory=dict)

    def problem(self, section: str, identity: Identity, path: Path, sentence: str) -> Problem:
        """What is wrong with a part of an entry, with its file and line."""
        if (section, identity) not in self.places:
            return Problem(SHAPES[section].file, 1, sentence)
        file, page, begin = self.places[section, identity]
        return Problem(file, page.line((*begin, *path)), sentence)


def written(setup: Setup, *, council: str) -> Files:
    """The files of a set-up."""
    files = {HEAD: write_yaml({"format": FORMAT, "council": council}).encode()}
    for name, items in setup.items():
        shape = SHAPES[name]
        if shape == AREAS:
            files[shape.file] = areas_file.written(items).encode()
        elif shape.is_folder:
            files |= {f"{shape.file}{item['code']}.yaml": write_yaml(item).encode() for item in items}
        else:
            files[shape.file] = write_yaml(items).encode()
    return files


def read(files: Mapping[str, bytes]) -> Documents:
    """What the files say. BrokenFiles tells every mistake of form."""
    reader = _Reader()
    for path in sorted(files):
        if not _PASSED_OVER.fullmatch(path):
            reader.file(path, files[path])
    if HEAD not in files:
        reader.problems.append(Problem(HEAD, 1, _("This file is missing: it says “format: 1”.")))
    if reader.problems:
        raise BrokenFiles(reader.problems)
    return reader.ordered()


class _Reader:
    def __init__(self) -> None:
        self.documents = Documents()
        self.problems: list[Problem] = []
        self.known: defaultdict[str, set[Identity]] = defaultdict(set)

    def file(self, path: str, content: bytes) -> None:
        try:
            if path == HEAD:
                self.head(read_yaml(content))
            elif path == AREAS.file:
                self.items(AREAS, path, areas_file.read(content))
            elif shape := _shape_of(path):
                self.items(shape, path, read_yaml(content))
            else:
                self.problems.append(Problem(path, 1, _("A set-up has no file of this name.")))
        except Unreadable as trouble:
            self.problems.append(Problem(path, trouble.line, trouble.sentence))

    def head(self, page: Page) -> None:
        data = page.data if isinstance(page.data, dict) else {}
        if data.get("format") != FORMAT:
            self.problems.append(Problem(HEAD, page.line(("format",)), _("This version of Heard reads “format: 1”.")))
        self.documents.council = str(data.get("council") or "")

    def items(self, shape: Shape, path: str, page: Page) -> None:
        self.documents.setup.setdefault(shape.name, [])
        data = [page.data] if shape.is_folder else page.data
        if not isinstance(data, list):
            if data is not None:
                self.problems.append(Problem(path, 1, _("This file is a list, each entry after a dash.")))
            return
        for number, item in enumerate(data):
            begin: Path = () if shape.is_folder else (number,)
            wrong = list(wrong_in(item, shape.keys)) or _wrong_code(shape, item, path)
            self.problems += [Problem(path, page.line((*begin, *where)), sentence) for where, sentence in wrong]
            if not wrong:
                self.item(shape, item, (path, page, begin))

    def item(self, shape: Shape, item: Item, place: tuple[str, Page, Path]) -> None:
        path, page, begin = place
        self.documents.setup[shape.name].append(spare(item, shape.keys))
        identity = shape.identity_beside(self.known[shape.name], item)
        if identity in self.known[shape.name]:
            twice = _("“%(name)s” stands here twice.") % {"name": " · ".join(filter(None, shape.identity(item)))}
            self.problems.append(Problem(path, page.line(begin), twice))
        else:
            self.known[shape.name].add(identity)
            self.documents.places[shape.name, identity] = place

    def ordered(self) -> Documents:
        """Sections in the order in which they are applied; where the order of entries means nothing, by name."""
        setup = self.documents.setup
        self.documents.setup = {name: sorted_items(SHAPES[name], setup[name]) for name in SHAPES if name in setup}
        return self.documents


def sorted_items(shape: Shape, items: list[Item]) -> list[Item]:
    """The entries as they are written: in their order, or by what they are known by."""
    return items if shape.ordered else sorted(items, key=shape.identity)


def belongs(path: str) -> bool:
    """Whether a file of this name is part of a set-up."""
    return path == HEAD or _shape_of(path) is not None


def _wrong_code(shape: Shape, item: Item, path: str) -> list[tuple[Path, str]]:
    code = item.get("code")
    if code is None:
        return []
    if not CODE.fullmatch(code):
        return [(("code",), _("A code is made of letters, digits and hyphens."))]
    if shape.is_folder and path != f"{shape.file}{code}.yaml":
        return [(("code",), _("This file is named after its code: %(name)s.yaml.") % {"name": code})]
    return []


def _shape_of(path: str) -> Shape | None:
    for shape in SHAPES.values():
        if path == shape.file or (shape.is_folder and re.fullmatch(rf"{shape.file}[^/]+\.yaml", path)):
            return shape
    return None
