"""Several processes run as one: started together, restarted when they die, ended together. Knows nothing of Heard."""

import ctypes
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

TICK = 0.2
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# A process that lived this long had been well: its next death starts with a short pause again.
WELL_AFTER = 60.0
PATIENCE = 20.0

STDERR = 2
PR_SET_PDEATHSIG = 1
PARENT = "HEARD_SUPERVISOR"

log = logging.getLogger(__name__)


@dataclass
class Child:
    """A process to keep running."""

    name: str
    command: Sequence[str]
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _due: float = field(default=0.0, init=False)
    _pause: float = field(default=SHORTEST_PAUSE, init=False)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def tend(self) -> None:
        """Start it when it is due; notice when it has died and say when it is due again."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._due:
                self._start()
        elif self._process.poll() is not None:
            self._bury(now)

    def ask_to_end(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def sweep(self) -> None:
        """End whatever is left of it: a web server that was killed leaves its workers behind, holding the port."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which then ends everybody in good order.
        # What children say goes to the errors: the output is for what the supervisor itself has to say.
        self._process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=STDERR,
            start_new_session=True,
            env=os.environ | {PARENT: str(os.getpid())},
        )
        self._started = time.monotonic()

    def _bury(self, now: float) -> None:
        self.sweep()
        if now - self._started > WELL_AFTER:
            self._pause = SHORTEST_PAUSE
        code = self._process.returncode if self._process else None
        log.warning("%s ended by itself (%s); starting it again in %.1f seconds", self.name, code, self._pause)
        self._process, self._due = None, now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)


class Supervisor:
    """Runs children until it is asked to end by SIGTERM or Ctrl-C."""

    def __init__(self, children: Sequence[Child], *, each_tick: Callable[[], None] = lambda: None) -> None:
        self._children = children
        self._each_tick = each_tick
        self._asked_to_end = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_end)
        try:
            while not self._asked_to_end:
                for child in self._children:
                    child.tend()
                self._each_tick()
                time.sleep(TICK)
        finally:
            self._end()

    def _ask_to_end(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_end = True

    def _end(self) -> None:
        for child in self._children:
            child.ask_to_end()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and any(child.is_running for child in self._children):
            time.sleep(TICK)
        for child in self._children:
            child.sweep()


def end_with_supervisor() -> None:
    """Called by a process at its start: if a supervisor started it, end when that one dies, `kill -9` included."""
    parent = os.environ.pop(PARENT, None)
    if parent is None:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)
