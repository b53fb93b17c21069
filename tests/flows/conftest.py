"""What the tests of journeys share: a small council on a Tuesday morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.town.council import Council, small_council

TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def tuesday() -> Iterator[time_machine.Traveller]:
    """It is Tuesday 24 November 2026, ten in the morning."""
    with time_machine.travel(TUESDAY_TEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def council(db: None, tuesday: time_machine.Traveller) -> Council:  # noqa: ARG001 -- both must be there first
    """A small council."""
    return small_council()
