"""The secret key: from HEARD_SECRET_KEY, otherwise made once and kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE_NAME = "secret.key"


def secret_key(data: Path) -> str:
    """The key that signs links and sessions. Lost, every link in every mail is void: back it up with the data."""
    if key := os.environ.get("HEARD_SECRET_KEY"):
        return key
    path = data / FILE_NAME
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _written(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _written(path: Path) -> str:
    key = path.read_text()
    if len(key) < 32:  # noqa: PLR2004 -- another process is writing it this very moment, or a disk was full once
        msg = f"{path} is empty or cut short: remove it if no other Heard process is starting"
        raise RuntimeError(msg)
    return key
