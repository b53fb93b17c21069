"""What the tests of journeys share: a small council on a Tuesday morning."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.town.council import Council, small_council

if TYPE_CHECKING:
    from collections.abc import Iterator

TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def tuesday() -> Iterator[time_machine.Traveller]:
    """It is Tuesday 24 November 2026, ten in the morning."""
    with time_machine.travel(TUESDAY_TEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def council(db: None, tuesday: time_machine.Traveller) -> Council:
    """A small council."""
    return small_council()
