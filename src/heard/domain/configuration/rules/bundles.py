"""Files in one file: a zip that is the same for the same set-up, and reading one that anybody may have made."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from heard.domain.configuration.rules.problems import BrokenFiles, Problem
from heard.domain.configuration.rules.shapes import HEAD

if TYPE_CHECKING:
    from heard.domain.configuration.rules.folder import Files

MOST_FILES, LARGEST = 5_000, 60_000_000
# What a damaged or locked zip raises: the decoders of its entries have errors of their own.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
THE_SAME_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def zipped(files: Files) -> bytes:
    """One zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name in sorted(files):
            bundle.writestr(zipfile.ZipInfo(name, THE_SAME_MOMENT), files[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def unzipped(content: bytes, *, name: str) -> Files:
    """The files in a zip, also where they lie in one folder inside it. BrokenFiles where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            entries = [entry for entry in bundle.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
                raise _broken(name, _("This is too large to be a set-up."))
            files = {entry.filename: _read(bundle, entry) for entry in entries}
    except _UNREADABLE as error:
        raise _broken(name, _("This is not a zip that can be read.")) from error
    folder = min((path.removesuffix(HEAD) for path in files if path.endswith(f"/{HEAD}")), key=len, default="")
    if HEAD in files or not folder:
        return files
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}


def _read(bundle: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than its entry promises: a zip may lie about its size."""
    with bundle.open(entry) as stream:
        return stream.read(entry.file_size)


def _broken(name: str, sentence: str) -> BrokenFiles:
    return BrokenFiles([Problem(name, 1, sentence)])
