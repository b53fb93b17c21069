"""The ZIP: data.json, the PDF, the files. Made in memory; files beyond what that holds are named and left out."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Final

from heard.flows.export_person.readable import readable
from heard.kernel import files

if TYPE_CHECKING:
    from heard.flows.export_person.gathering import Everything

MOST_BYTES: Final = 200_000_000  # of files: what a small machine can hold while it seals them


def packed(everything: Everything, *, language: str) -> bytes:
    """The whole copy."""
    buffer, left_out = io.BytesIO(), []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        room = MOST_BYTES
        for name, key in everything.files.items():
            content = _bytes(key)
            if content is None or len(content) > room:
                left_out.append(name)
                continue
            room -= len(content)
            archive.writestr(name, content)
        data = everything.data | {"files_left_out": left_out}
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
        archive.writestr("your-data.pdf", readable(data, language=language))
    return buffer.getvalue()


def _bytes(key: str) -> bytes | None:
    """A file that retention has removed is no more."""
    try:
        return files.get(key)
    except FileNotFoundError:
        return None
