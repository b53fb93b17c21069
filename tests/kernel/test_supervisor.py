"""The supervisor, with real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SCRIPT = """
import sys
from heard.kernel.supervisor import Child, Supervisor
Supervisor([Child("one", ["sh", "-c", sys.argv[1]])]).run()
print("ended", flush=True)
"""


def supervise(script: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SCRIPT, script], stdout=subprocess.PIPE, text=True)


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def is_alive(pid: str) -> bool:
    status = Path("/proc", pid, "status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_starts_again_what_dies_and_ends_it_when_asked(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    supervisor = supervise(f"echo $$ >>{pids}; exec sleep 60")
    assert until(lambda: len(lines(pids)) == 1)
    os.kill(int(lines(pids)[0]), signal.SIGKILL)
    assert until(lambda: len(lines(pids)) == 2)
    supervisor.send_signal(signal.SIGTERM)
    output, _ = supervisor.communicate(timeout=10)
    assert output == "ended\n"
    assert supervisor.returncode == 0
    assert not is_alive(lines(pids)[1])


def test_what_children_say_does_not_mix_with_what_the_supervisor_says() -> None:
    supervisor = supervise("echo chatter; exec sleep 60")
    time.sleep(1)
    supervisor.terminate()
    output, _ = supervisor.communicate(timeout=10)
    assert output == "ended\n"


def test_sweeps_up_what_a_killed_child_left_behind(tmp_path: Path) -> None:
    """As a web server whose main process is killed: its workers would go on holding the port."""
    pids = tmp_path / "pids"
    supervisor = supervise(f"sleep 60 & echo $! $$ >>{pids}; wait")
    assert until(lambda: len(lines(pids)) == 2)
    grandchild, child = lines(pids)
    os.kill(int(child), signal.SIGKILL)
    assert until(lambda: not is_alive(grandchild))
    supervisor.terminate()
    supervisor.communicate(timeout=10)


def test_waits_longer_each_time_for_what_does_not_live(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    supervisor = supervise(f"echo x >>{starts}")
    time.sleep(3)
    supervisor.terminate()
    supervisor.communicate(timeout=10)
    assert 2 <= len(lines(starts)) <= 4


def test_children_of_a_killed_supervisor_end(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    child = (
        f"import os, time; from heard.kernel.supervisor import end_with_supervisor; end_with_supervisor();"
        f"open({str(pids)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    )
    supervisor = supervise(f'exec {sys.executable} -c "{child}"')
    assert until(lambda: len(lines(pids)) == 1)
    supervisor.kill()
    supervisor.communicate(timeout=10)
    assert until(lambda: not is_alive(lines(pids)[0]))
