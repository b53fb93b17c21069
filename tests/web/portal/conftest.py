"""A small council with addresses, and a resident at a browser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client

from tests.town.council import Council, small_council
from tests.town.places import AddressFactory
from tests.web.portal.resident import Resident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def council(db: None, settings, tmp_path: Path) -> Iterator[Council]:
    """It is Tuesday 24 November 2026, ten in the morning; files go to a folder of the test's own."""
    settings.HEARD_DATA = tmp_path
    with time_machine.travel(TUESDAY_TEN, tick=False):
        found = small_council()
        AddressFactory(number="12")
        AddressFactory(number="14")
        yield found


@pytest.fixture
def resident(client: Client) -> Resident:
    """Somebody with a browser of their own."""
    return Resident(client)


@pytest.fixture
def stranger() -> Client:
    """Somebody else, with another browser."""
    return Client()
