"""`heard demo` as somebody meets it who checks from outside: ready, alive, gone."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.cli.ground import RUNNING_ADDRESSES
from heard.kernel.engine import locks
from heard.kernel.engine.layout import layout_for
from heard.kernel.engine.postmaster import Postmaster


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, data: Path) -> subprocess.Popen[str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("HEARD_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "heard.cli.main", "demo", "--port", str(port), "--data", str(data), "--cases", "30"],
        env=plain | {"HEARD_PLAIN_STATIC": "yes", "HEARD_ENGINE_FSYNC": "off"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def demo(port, tmp_path) -> Iterator[subprocess.Popen[str]]:
    with start(port, tmp_path) as process:
        yield process
        process.kill()


def until_ready(demo: subprocess.Popen[str]) -> list[str]:
    """What it has said up to the line that it is ready."""
    assert demo.stdout is not None
    said = []
    for line in demo.stdout:
        said.append(line.rstrip("\n"))
        if line.startswith("ready "):
            return said
    raise AssertionError(f"it ended before it was ready, after saying {said}")


def test_says_ready_when_it_serves_and_leaves_nothing_behind(demo, port, tmp_path) -> None:
    said = until_ready(demo)
    assert said[-1] == f"ready http://127.0.0.1:{port}"
    assert any("/desk/" in line for line in said), "the sign-ins are printed"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/desk/sign-in/") as page:
        assert page.status == 200
    with socket.create_connection(("127.0.0.1", port + 25), timeout=20) as mail:
        assert mail.recv(100).startswith(b"220")
    told = json.loads((tmp_path / RUNNING_ADDRESSES).read_text())
    assert (told["HEARD_URL"], told["HEARD_MAIL_LISTEN"]) == (f"http://127.0.0.1:{port}", f"127.0.0.1:{port + 25}")
    demo.send_signal(signal.SIGTERM)
    rest, _ = demo.communicate(timeout=60)
    assert "ready" not in rest
    assert demo.returncode == 0
    assert not (tmp_path / RUNNING_ADDRESSES).exists()
    assert Postmaster(layout_for(tmp_path)).pid is None
    assert not locks.is_held(layout_for(tmp_path).keeper_lock)


def test_a_taken_port_is_said_at_once(demo, port, tmp_path) -> None:
    until_ready(demo)
    with start(port, tmp_path / "another") as second:
        assert second.wait(timeout=30) == 1
    assert not (tmp_path / "another").exists()
