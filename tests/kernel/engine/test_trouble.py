"""What PostgreSQL writes when it cannot start, said in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from heard.kernel.engine.trouble import diagnose

FOLDER = Path("/srv/heard/engine")


@pytest.mark.parametrize(
    "log, words",
    [
        ('FATAL:  could not write to file "pg_wal/xlogtemp.7": No space left on device', "is full"),
        ('FATAL:  could not open shared memory segment "/PostgreSQL.99": Permission denied', "shared memory"),
        ('FATAL:  could not open file "global/pg_control": Permission denied', "may not read or write"),
        ("FATAL:  could not create any Unix-domain sockets", "socket"),
        ("FATAL:  something nobody has thought of", "something nobody has thought of"),
    ],
)
def test_each_trouble_is_told_apart(log: str, words: str) -> None:
    trouble = diagnose(log, FOLDER, log_file=FOLDER / "engine.log")
    assert words in trouble.message
    assert trouble.what_to_do
