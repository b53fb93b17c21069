"""What `heard doctor` says of an installation that others can reach."""

from __future__ import annotations

from typing import Any

import pytest

from heard.cli.examination import exposure

SAFE = {
    "HEARD_URL": "https://council.example",
    "HEARD_DEMO": False,
    "DEBUG": False,
    "HEARD_BEHIND_PROXY": True,
    "SECRET_KEY": "k" * 50,
}


@pytest.fixture
def reachable(settings) -> Any:
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_a_council_that_is_set_up_well_hears_so(reachable) -> None:
    (finding,) = exposure.look()
    assert finding.well


@pytest.mark.parametrize(
    "name,value,said",
    [
        ("HEARD_DEMO", True, "/desk/outbox/"),
        ("DEBUG", True, "HEARD_DEBUG is on"),
        ("HEARD_URL", "http://council.example", "not https"),
        ("HEARD_BEHIND_PROXY", False, "look like the proxy"),
        ("SECRET_KEY", "guess me", "short"),
    ],
)
def test_what_is_dangerous_where_others_reach_it_is_said(reachable, name: str, value: object, said: str) -> None:
    setattr(reachable, name, value)
    (finding,) = exposure.look()
    assert not finding.well
    assert said in finding.what
    assert finding.what_to_do


def test_on_one_s_own_machine_a_demonstration_is_fine(reachable) -> None:
    reachable.HEARD_URL, reachable.HEARD_DEMO = "http://127.0.0.1:8000", True
    assert [finding.well for finding in exposure.look()] == [True]
