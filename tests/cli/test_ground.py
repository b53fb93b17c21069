"""What a command finds before it begins."""

from __future__ import annotations

import json
import os

import pytest

from heard.cli.ground import RUNNING_ADDRESSES, join_running_council

SETTINGS = ("HEARD_DATA", "HEARD_URL", "HEARD_MAIL_LISTEN")


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A shell that has set nothing of Heard; what is set in it is taken back afterwards."""
    for name in SETTINGS:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return monkeypatch


def test_in_a_running_demos_folder_its_addresses_hold_and_the_shells_go_first(shell, tmp_path) -> None:
    told = {"HEARD_URL": "http://127.0.0.1:8100", "HEARD_MAIL_LISTEN": "127.0.0.1:8125"}
    (tmp_path / RUNNING_ADDRESSES).write_text(json.dumps(told))
    shell.setenv("HEARD_DATA", str(tmp_path))
    shell.setenv("HEARD_MAIL_LISTEN", "127.0.0.1:2525")
    join_running_council()
    assert os.environ["HEARD_URL"] == "http://127.0.0.1:8100"
    assert os.environ["HEARD_MAIL_LISTEN"] == "127.0.0.1:2525"


def test_elsewhere_nothing_is_set(shell, tmp_path) -> None:
    join_running_council()
    shell.setenv("HEARD_DATA", str(tmp_path))
    join_running_council()
    assert "HEARD_URL" not in os.environ
