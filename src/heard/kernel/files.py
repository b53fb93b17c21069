"""Files on disk, each under the digest of its own content. What a file means, and who may see it, its domain knows."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from typing import BinaryIO

# The database shares this disk, and a database without room stops the whole council.
RESERVE_BYTES = 500_000_000

_KEY = re.compile(r"[0-9a-f]{64}")
logger = logging.getLogger(__name__)


class StoreFull(Refused):
    """There is no room left for this file."""

    def __init__(self) -> None:
        super().__init__(_("There is no room for files at the moment. Send it without the file, or try again later."))


def put(data: bytes) -> str:
    """Keep these bytes; their key. When this returns they are on the disk, whatever happens next. Raises StoreFull."""
    key = hashlib.sha256(data).hexdigest()
    path = path_for(key)
    if path.exists():
        return key
    try:
        _write(data, incoming=_root() / "incoming", path=path)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            logger.exception("the file store is full")
            raise StoreFull from error
        raise
    return key


def get(key: str) -> bytes:
    """The bytes under this key. Raises FileNotFoundError."""
    return path_for(key).read_bytes()


def open(key: str) -> BinaryIO:  # noqa: A001 -- read as files.open(key)
    """The file under this key, opened for reading. Raises FileNotFoundError."""
    return path_for(key).open("rb")


def exists(key: str) -> bool:
    """Whether there is a file under this key."""
    return path_for(key).exists()


def delete(key: str) -> None:
    """Forget this file. Equal bytes share a key: first see that nothing else points to it."""
    path_for(key).unlink(missing_ok=True)


def path_for(key: str) -> Path:
    """Where the file of this key lies. Only a digest is a key, so no name that a person typed becomes a path."""
    if not _KEY.fullmatch(key):
        msg = "a key is a SHA-256 digest in lower-case hexadecimal"
        raise ValueError(msg)
    return _root() / key[:2] / key[2:4] / key


def _root() -> Path:
    return Path(settings.HEARD_DATA) / "files"


def _write(data: bytes, *, incoming: Path, path: Path) -> None:
    """Write beside, flush, rename: a reader, or a power cut, finds the whole file or none."""
    _make_folder(incoming)
    _make_folder(path.parent)
    if shutil.disk_usage(incoming).free < len(data) + RESERVE_BYTES:
        raise OSError(errno.ENOSPC, "too little space would be left")
    descriptor, name = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o640)  # a web server in our group may serve it
            os.fsync(file.fileno())
        Path(name).rename(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    """Make the folder and, where it is new, its entry in the folder above just as lasting as the file will be."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
