"""The folder PostgreSQL keeps its data in: made once, checked at every start. Nothing here runs the server."""

import os
import shutil
import subprocess
from pathlib import Path

from heard.kernel.engine.account import Account, open_programs, open_way_to
from heard.kernel.engine.configuration import ACCESS, MB, OWN_PART, settings
from heard.kernel.engine.layout import DATABASE, ROLE, Layout, programs
from heard.kernel.engine.trouble import diagnose, disk_full, not_permitted, other_version

# A new cluster takes 40 MB and its write-ahead log grows in steps of 16 MB; below these, starting would fail half-way.
ROOM_FOR_NEW = 128 * MB
ROOM_FOR_OLD = 32 * MB

# Messages in English whatever the machine's language: `diagnose` reads them.
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}


def prepare(layout: Layout, account: Account) -> None:
    """Leave a cluster of our version that the account can start, with today's settings."""
    exists = (layout.cluster / "PG_VERSION").exists()
    if shutil.disk_usage(layout.home).free < (ROOM_FOR_OLD if exists else ROOM_FOR_NEW):
        raise disk_full(layout.home)
    expected = _version(layout, account)
    open_way_to(layout.cluster, account)
    if not exists:
        _create(layout, account)
    found = (layout.cluster / "PG_VERSION").read_text().strip()
    if found != expected:
        raise other_version(layout.cluster, found=found, expected=expected)
    _prepare_socket_folder(layout.socket_folder, account)
    _write(layout.cluster / "heard.conf", settings(layout), account)


def _version(layout: Layout, account: Account) -> str:
    """The major version of the programs, asked as the account that will run them."""
    open_way_to(programs(), account)
    try:
        answer = _run(layout, account, "postgres", "--version")
    except (PermissionError, subprocess.CalledProcessError):
        open_programs(programs().parent)
        answer = _run(layout, account, "postgres", "--version")
    return answer.split()[-1].split(".")[0]


def _create(layout: Layout, account: Account) -> None:
    """Make the cluster aside and rename it into place, so that a half-made one is never taken for a whole one."""
    for leftover in layout.home.glob("cluster.new*"):
        shutil.rmtree(leftover)
    new = layout.home / f"cluster.new-{os.getpid()}"
    new.mkdir(mode=0o700)
    account.take(new)
    try:
        # The built-in C.UTF-8 sorts and folds case alike on every machine: an index outlives a libc upgrade.
        options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        _run(layout, account, "initdb", "-D", str(new), "-U", ROLE, *options, "--no-instructions")
        _run(layout, account, "postgres", "--single", "-D", str(new), ROLE, words=f"CREATE DATABASE {DATABASE}\n")
    except subprocess.CalledProcessError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise diagnose(error.stdout, layout.home, log_file=layout.log) from error
    _write(new / "pg_hba.conf", ACCESS, account)
    _write(new / "postgresql.conf", OWN_PART, account)
    new.rename(layout.cluster)


def _run(layout: Layout, account: Account, program: str, *arguments: str, words: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - our own programs, no shell
        [programs() / program, *arguments],
        input=words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        cwd=layout.home,
        env=ENVIRONMENT,
        **account.switch(),
    )
    return done.stdout


def _prepare_socket_folder(folder: Path, account: Account) -> None:
    """Outside the data folder anybody could have put something in its place: accept only a folder of our own."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in {os.geteuid(), account.uid}:
        raise not_permitted(folder)
    account.take(folder)
    folder.chmod(0o700)


def _write(path: Path, text: str, account: Account) -> None:
    path.write_text(text)
    path.chmod(0o600)
    account.take(path)
