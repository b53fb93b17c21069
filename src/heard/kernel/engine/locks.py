"""Locks between processes that the kernel lets go of by itself when a process dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_STEP = 0.03


def open_lock(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if os.geteuid() == 0:
        # Root may be passing by in somebody's folder: what it makes there is theirs.
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def acquire(path: Path, *, shared: bool = False, patience: float) -> int | None:
    """The descriptor that holds the lock, or None when it did not come free in time. Closing it lets go."""
    descriptor = open_lock(path)
    until = time.monotonic() + patience
    while not try_lock(descriptor, shared=shared):
        if time.monotonic() > until:
            os.close(descriptor)
            return None
        time.sleep(PATIENCE_STEP)
    return descriptor


def wait_for(path: Path) -> int:
    """Sleep until nobody else holds the lock."""
    descriptor = open_lock(path)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def is_held(path: Path) -> bool:
    """Whether some process holds the lock exclusively. Asking is itself a shared lock of a moment."""
    try:
        descriptor = open_lock(path)
    except FileNotFoundError:
        return False
    try:
        return not try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


@contextmanager
def exclusive(path: Path, *, patience: float) -> Iterator[bool]:
    descriptor = acquire(path, patience=patience)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)
