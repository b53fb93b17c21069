"""Small files that are replaced whole or not at all, by one process at a time, and are on the disk when it is said."""

from __future__ import annotations

import fcntl
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def changing_alone(path: Path) -> Iterator[None]:
    """While it lasts, no other process changes this file. The lock is a file beside it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def replace_whole(path: Path, text: str) -> None:
    """Beside, flushed, renamed: a crash leaves the old file or the new one. Readable by its owner alone."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def version_of(path: Path) -> str:
    """Another one whenever the file was replaced; empty where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_ino}:{found.st_mtime_ns}"
