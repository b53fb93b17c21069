"""Some services of a set-up, with all they need: for starting from a catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from heard.domain.configuration.rules.keys import references
from heard.domain.configuration.rules.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Collection

    from heard.domain.configuration.rules.folder import Documents


def chosen(documents: Documents, *, services: Collection[str]) -> Documents:
    """The documents with these services alone, and what they name. Apply it with `add_only`."""
    wanted: dict[str, set[str]] = {"services": set(services)}
    for name in reversed(SHAPES):  # each names only what stands before it
        for item in documents.setup.get(name, ()):
            if SHAPES[name].identity(item)[0] in wanted.get(name, ()):
                for _path, section, code in references(item, SHAPES[name].keys):
                    wanted.setdefault(section, set()).add(code)
    setup = {
        name: [item for item in documents.setup[name] if SHAPES[name].identity(item)[0] in codes]
        for name, codes in wanted.items()
        if name in documents.setup
    }
    return replace(documents, setup={name: setup[name] for name in SHAPES if name in setup})
