"""What is said of a council at its first start is remembered, and what the shell sets goes first."""

from __future__ import annotations

import os

import pytest

from heard.cli.start import remember

NAMES = ("HEARD_COUNCIL_NAME", "HEARD_TIME_ZONE", "HEARD_REGION")


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_the_second_start_needs_no_words(tmp_path, monkeypatch) -> None:
    remember(tmp_path, {"HEARD_COUNCIL_NAME": "Northfield", "HEARD_TIME_ZONE": "Europe/London", "HEARD_REGION": None})
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    remember(tmp_path, dict.fromkeys(NAMES))
    assert os.environ["HEARD_COUNCIL_NAME"] == "Northfield"
    assert os.environ["HEARD_TIME_ZONE"] == "Europe/London"
    assert "HEARD_REGION" not in os.environ


def test_a_new_word_replaces_the_old_and_the_shell_goes_first(tmp_path, monkeypatch) -> None:
    remember(tmp_path, {"HEARD_COUNCIL_NAME": "Northfield"})
    monkeypatch.setenv("HEARD_COUNCIL_NAME", "Shell")
    remember(tmp_path, {"HEARD_COUNCIL_NAME": "Southfield"})
    assert os.environ["HEARD_COUNCIL_NAME"] == "Shell"
    monkeypatch.delenv("HEARD_COUNCIL_NAME")
    remember(tmp_path, {})
    assert os.environ["HEARD_COUNCIL_NAME"] == "Southfield"
