"""An administrator's browser, and one row of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.town.staff import StaffFactory

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.teams.models import Staff


@pytest.fixture
def chief(reported) -> Staff:
    """An administrator who is in no team."""
    return StaffFactory(name="Ada Chief", is_administrator=True)


@pytest.fixture
def administrator(chief, browser_of) -> Client:
    """Her browser."""
    return browser_of(chief)
