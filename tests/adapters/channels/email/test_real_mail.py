"""The rules against real mails, not worse than what was reached: `python -m bench.mail_rules --wrong` has the rest."""

from pathlib import Path

import pytest

from bench.mail_rules import measures

# Right at least, out of so many. Raise a figure when it gets better.
REACHED = {
    "replies in plain mail": (12, 12),
    "replies in HTML": (10, 11),
    "signatures": (6, 9),
    "visible text": (8, 8),
    "fragments: quoted, signature, hidden": (9, 9),
    "difficult mail read": (48, 48),
    "bounces and complaints told from people's mail": (11, 11),
    "bounces and complaints understood": (11, 11),
    "machine told from person": (313, 315),
    "person told from machine": (12, 12),
    "report told from absence": (264, 268),
    "complaint": (7, 8),
    "hard or soft": (231, 257),
    "status": (181, 189),
    "Message-ID of the original, where enclosed": (251, 251),
    "recipient of the original": (307, 308),
}


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict:
    return {each.name: each for each in measures(shared_data / "email")}


@pytest.mark.parametrize("name", REACHED)
def test_real_mail_is_judged_as_well_as_before(found, name) -> None:
    measure = found[name]
    right, total = REACHED[name]
    assert measure.total == total
    assert measure.right >= right, measure.wrong


def test_no_real_mail_takes_long(found) -> None:
    assert found["within a tenth of the time limit"].wrong == []
