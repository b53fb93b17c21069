"""Configuration files in a folder, or in a zip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.configuration.rules.bundles import unzipped, zipped
from heard.domain.configuration.rules.folder import belongs
from heard.domain.configuration.rules.shapes import HEAD
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from heard.domain.configuration.rules.folder import Files

ZIP = ".zip"


def files_in(place: Path) -> Files:
    """The files of a folder or a zip."""
    if place.is_dir():
        inside = (path for path in sorted(place.rglob("*")) if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in inside}
    if place.is_file():
        return unzipped(place.read_bytes(), name=place.name)
    raise Refused(_("There is no folder or zip %(place)s.") % {"place": place})


def put_into(place: Path, files: Files) -> None:
    """Write them. In a folder that holds a set-up, files of what is no longer there go; other files stay."""
    if place.suffix == ZIP:
        place.write_bytes(zipped(files))
        return
    if place.is_dir() and any(place.iterdir()) and not (place / HEAD).is_file():
        raise Refused(_("%(place)s holds other things. Name an empty folder, or one with a set-up.") % {"place": place})
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_file() and belongs(name) and name not in files:
            path.unlink()
