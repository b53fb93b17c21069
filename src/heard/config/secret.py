"""The secret key: from HEARD_SECRET_KEY, otherwise made once and kept in the data folder for its owner alone."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

FILE_NAME = "secret.key"


def secret_key(data: Path) -> str:
    """The key that signs links and sessions. Lost, every link in every mail is void: back it up with the data."""
    if key := os.environ.get("HEARD_SECRET_KEY"):
        return key
    path = data / FILE_NAME
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    """Write a whole file beside and link it into place: of two that start at once, the first one's key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
