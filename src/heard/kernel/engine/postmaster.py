"""PostgreSQL's main process, our child or not: found, started, watched, stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from heard.kernel.engine.account import Account
from heard.kernel.engine.cluster import ENVIRONMENT
from heard.kernel.engine.configuration import start_options
from heard.kernel.engine.layout import Layout, programs

STATUS_LINE = 7
FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN = signal.SIGINT, signal.SIGQUIT

# A fast shutdown writes a last checkpoint, which on a slow disk takes a while.
PATIENCE_WITH_CHECKPOINT = 60.0
PATIENCE_WITH_ORPHANS = 5.0


class Postmaster:
    """The main process of one cluster. Processes are told apart by their command line: it is the one thing about them
    that root in a container may read as well."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The running postmaster's process id, whoever started it."""
        if self._child is not None and self._child.poll() is None:
            return self._child.pid
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].strip().isdigit() else None
        return pid if pid is not None and self._is_ours(pid) else None

    @property
    def is_ready(self) -> bool:
        return self.got_ready and self.pid is not None

    @property
    def got_ready(self) -> bool:
        """Whether the last start came so far, even if it is dead by now: a killed one leaves its pid file behind."""
        lines = self._pid_file()
        return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"

    def start(self, account: Account) -> None:
        self._clear_what_a_dead_one_left()
        with self._layout.log.open("ab") as log:
            self._child = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [programs() / "postgres", "-D", self._layout.cluster, *start_options()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._layout.cluster,
                env=ENVIRONMENT,
                start_new_session=True,
                **account.switch(),
            )

    def stop(self) -> None:
        for request, patience in [
            (FAST_SHUTDOWN, PATIENCE_WITH_CHECKPOINT),
            (IMMEDIATE_SHUTDOWN, PATIENCE_WITH_ORPHANS),
            (signal.SIGKILL, PATIENCE_WITH_ORPHANS),
        ]:
            pid = self.pid
            if pid is None:
                return
            _signal(pid, request)
            _wait_until(lambda: self.pid is None, patience)

    def _clear_what_a_dead_one_left(self) -> None:
        """Backends outlive a killed postmaster while they compute, and no new one can start beside them; the pid files
        it left may by now name a stranger, or a dead process that nobody has buried."""
        for request in (IMMEDIATE_SHUTDOWN, signal.SIGKILL):
            for pid in self._orphans():
                _signal(pid, request)
            if _wait_until(lambda: not any(self._orphans()), PATIENCE_WITH_ORPHANS):
                break
        for leftover in (self._layout.pid_file, self._layout.socket_lock):
            leftover.unlink(missing_ok=True)

    def _orphans(self) -> Iterator[int]:
        title = f"postgres: {self._layout.cluster_name}: ".encode()
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and _command_line(int(folder.name)).startswith(title):
                yield int(folder.name)

    def _is_ours(self, pid: int) -> bool:
        words = _command_line(pid).split(b"\0")
        return words[1:3] == [b"-D", bytes(self._layout.cluster)]

    def _pid_file(self) -> list[str]:
        try:
            return self._layout.pid_file.read_text().splitlines()
        except FileNotFoundError:
            return []


def _command_line(pid: int) -> bytes:
    """Empty for a process that is gone, and for one that is dead but not buried yet."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _wait_until(condition: Callable[[], bool], patience: float) -> bool:
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
