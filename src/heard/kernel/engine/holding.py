"""Holding the engine: while a process holds it, it runs. Letting go happens by itself when the process ends."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from heard.kernel.engine import locks
from heard.kernel.engine.account import account_for
from heard.kernel.engine.cluster import prepare
from heard.kernel.engine.layout import Layout, layout_for
from heard.kernel.engine.postmaster import Postmaster
from heard.kernel.engine.trouble import EngineTrouble, diagnose, from_os_error

# Long enough for recovery after a crash, or for a keeper that is just shutting down.
PATIENCE = 90.0
LOG_LIMIT = 10 * 1024 * 1024

_held: dict[Path, int] = {}
_keepers_sent: list[subprocess.Popen[bytes]] = []  # kept until they end: a parent buries its children
_one_at_a_time = threading.Lock()


def hold(data: Path) -> None:
    """Make sure the engine of this data folder runs, and keep it running as long as this process lives.

    Called again, it only replaces a keeper that was killed: cheap enough for every tick of a supervisor.
    """
    layout = layout_for(data)
    try:
        with _one_at_a_time:
            _hold(layout)
    except OSError as error:
        trouble = from_os_error(error, layout.home)
        if trouble is None:
            raise
        raise trouble from error


def release(data: Path, *, patience: float = 0) -> None:
    """Let go before this process ends. With patience, wait for the engine to stop if we were the last."""
    layout = layout_for(data)
    with _one_at_a_time:
        if layout.data not in _held:
            return
        if not locks.is_held(layout.keeper_lock):
            _start(layout)  # its keeper was killed a moment ago: without one, nobody would ever stop it
        os.close(_held.pop(layout.data))
    until = time.monotonic() + patience
    while time.monotonic() < until and locks.is_held(layout.keeper_lock):
        time.sleep(locks.PATIENCE_STEP)


def _hold(layout: Layout) -> None:
    if layout.data in _held and locks.is_held(layout.keeper_lock):
        return  # if the database itself is down just now, its keeper is at it
    if layout.data not in _held:
        layout.home.mkdir(parents=True, exist_ok=True)
        account_for(layout.cluster, layout.data).take(layout.home)
        descriptor = locks.acquire(layout.holders_lock, shared=True, patience=PATIENCE)
        if descriptor is None:
            raise _stuck("An earlier database of this folder does not finish stopping.")
        _held[layout.data] = descriptor
    try:
        if not _is_kept(layout):
            _start(layout)
    except BaseException:
        os.close(_held.pop(layout.data))
        raise


def _is_kept(layout: Layout) -> bool:
    return locks.is_held(layout.keeper_lock) and Postmaster(layout).is_ready


def _start(layout: Layout) -> None:
    """One process starts the engine while the others wait here, and then find it started."""
    with locks.exclusive(layout.start_lock, patience=PATIENCE) as is_ours:
        if not is_ours:
            raise _stuck("Another process has been starting the database for too long.")
        _send_keeper_and_wait(layout)


def _send_keeper_and_wait(layout: Layout) -> None:
    keeper: subprocess.Popen[bytes] | None = None
    log_start, until = _log_size(layout), time.monotonic() + PATIENCE
    while not _is_kept(layout):
        if keeper is not None and keeper.poll() is not None:
            if keeper.returncode != 0:
                raise diagnose(_log_since(layout, log_start), layout.home, log_file=layout.log)
            keeper = None
        if keeper is None and not locks.is_held(layout.keeper_lock):
            prepare(layout, account_for(layout.cluster, layout.data))
            keeper = _send_keeper(layout)
        if time.monotonic() > until:
            raise diagnose(_log_since(layout, log_start), layout.home, log_file=layout.log)
        time.sleep(locks.PATIENCE_STEP)


def _send_keeper(layout: Layout) -> subprocess.Popen[bytes]:
    if _log_size(layout) > LOG_LIMIT:
        layout.log.replace(layout.log.with_suffix(".log.old"))
    _keepers_sent[:] = [keeper for keeper in _keepers_sent if keeper.poll() is None]
    with layout.log.open("ab") as log:
        keeper = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            [sys.executable, "-m", "heard.kernel.engine.keeper", str(layout.data)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    _keepers_sent.append(keeper)
    return keeper


def _log_size(layout: Layout) -> int:
    return layout.log.stat().st_size if layout.log.exists() else 0


def _log_since(layout: Layout, start: int) -> str:
    with layout.log.open("rb") as log:
        log.seek(start)
        return log.read().decode(errors="replace")


def _stuck(message: str) -> EngineTrouble:
    return EngineTrouble(message, "Wait a minute and try again; if it stays so, end the processes using this folder.")
