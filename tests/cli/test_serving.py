"""The processes of a council on a machine of its own: started, asked, killed, stopped."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from heard.kernel.engine import locks
from heard.kernel.engine.layout import layout_for
from heard.kernel.engine.postmaster import Postmaster

HEARD = [sys.executable, "-m", "heard.cli.main"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    mine = {"HEARD_DATA": str(tmp_path / "data"), "HEARD_PLAIN_STATIC": "yes", "HEARD_ENGINE_FSYNC": "off"}
    return {key: value for key, value in os.environ.items() if not key.startswith(("HEARD_", "DJANGO_"))} | mine


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*HEARD, *arguments], env=environment, capture_output=True, text=True, check=False)


def wait_until_it_listens_to(process: subprocess.Popen[str], number: signal.Signals, *, patience: float = 60) -> None:
    """Until it has a handler of its own for this signal: before, it would end as any process does."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8"))
        if caught and int(caught[1], 16) & 1 << (number - 1):
            return
        time.sleep(0.2)
    pytest.fail(f"it did not listen to {number.name} within {patience:.0f} seconds")


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([*HEARD, *arguments], env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=60)


def until_served(url: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except OSError:
            assert time.monotonic() < end, f"{url} is not served"
            time.sleep(0.1)


def test_the_help_names_every_command(environment) -> None:
    told = run(environment, "--help").stdout
    for name in ("demo", "doctor", "live", "mail", "migrate", "serve", "web", "worker"):
        assert re.search(rf"^  {name} ", told, re.MULTILINE), name


def test_serves_pages_and_events_and_survives_the_death_of_each(environment, tmp_path) -> None:
    assert run(environment, "migrate").returncode == 0
    port = free_port()
    environment |= {"HEARD_URL": f"http://127.0.0.1:{port}", "HEARD_LIVE_PORT": str(free_port())}
    home, live = f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{environment['HEARD_LIVE_PORT']}/live/health"
    with running(environment, "serve", "--port", str(port), "--workers", "1") as server:
        until_served(home)
        until_served(live)
        layout = layout_for(tmp_path / "data")
        os.kill(Postmaster(layout).pid or 0, signal.SIGKILL)
        until_served(home)
        until_served(live)
        for child in children(server.pid):
            os.kill(child, signal.SIGKILL)
        until_served(home)
        until_served(live)
    assert server.returncode == 0
    assert not locks.is_held(layout.keeper_lock)
    assert Postmaster(layout).pid is None


def test_the_worker_ends_when_asked(environment) -> None:
    run(environment, "migrate")
    with running(environment, "worker") as worker:
        wait_until_it_listens_to(worker, signal.SIGTERM)
        assert worker.poll() is None
    assert worker.returncode == 0


def test_the_doctor_says_what_to_do(environment) -> None:
    before = run(environment, "doctor")
    assert before.returncode == 1
    assert "Run: heard migrate" in before.stdout
    run(environment, "migrate")
    after = run(environment, "doctor")
    assert "All is well." in after.stdout
    assert after.returncode == 0
    (Path(environment["HEARD_DATA"]) / "secret.key").chmod(0o644)
    assert "chmod 600" in run(environment, "doctor").stdout


def test_the_doctor_speaks_even_without_a_database(environment) -> None:
    environment["HEARD_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:9/nothing"
    told = run(environment, "doctor")
    assert "The database cannot be reached" in told.stdout
    assert "HEARD_DATABASE_URL" in told.stdout
    assert told.returncode == 1


def test_trouble_is_told_without_a_traceback(environment, tmp_path) -> None:
    (tmp_path / "data" / "engine" / "cluster").mkdir(parents=True)
    (tmp_path / "data" / "engine" / "cluster" / "PG_VERSION").write_text("14\n")
    told = run(environment, "migrate")
    assert "holds the data of PostgreSQL 14" in told.stderr
    assert "Traceback" not in told.stderr
    assert told.returncode == 1


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
