"""The set-up as it is, and as files say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from heard.domain.configuration.rules.folder import Documents, read, sorted_items, written
from heard.domain.configuration.rules.keys import spare
from heard.domain.configuration.rules.problems import BrokenFiles, Problem
from heard.flows.configuration.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from heard.domain.configuration.rules.folder import Files
    from heard.domain.configuration.rules.shapes import Setup


def current_setup(only: Collection[str] = ()) -> Setup:
    """What is set up now, section by section."""
    return {
        name: sorted_items(section.shape, [section.entry(row) for row in section.rows()])
        for name, section in SECTIONS.items()
        if not only or name in only
    }


def exported(only: Collection[str] = ()) -> Files:
    """The files of what is set up now."""
    return written(current_setup(only), council=settings.HEARD_COUNCIL["name"])


def read_files(files: Mapping[str, bytes]) -> Documents:
    """What files say, each entry written in the one way. BrokenFiles tells every mistake that needs no database."""
    documents = read(files)
    if problems := list(_problems(documents)):
        raise BrokenFiles(problems)
    for name, items in documents.setup.items():
        section = SECTIONS[name]
        documents.setup[name] = [spare(section.canonical(item), section.shape.keys) for item in items]
    return documents


def _problems(documents: Documents) -> Iterator[Problem]:
    for name, items in documents.setup.items():
        section = SECTIONS[name]
        for identity, item in section.shape.by_identity(items).items():
            for path, sentence in section.wrong_in(item):
                yield documents.problem(name, identity, path, sentence)
