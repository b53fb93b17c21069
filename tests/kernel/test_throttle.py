"""Counting how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from heard.kernel import throttle
from heard.kernel.models import Throttle

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_a_limit_holds_for_one_visitor_and_one_window() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        assert [throttle.allow("knock", "rosa", limit=2, seconds=60) for _time in range(3)] == [True, True, False]
        assert throttle.allow("knock", "ben", limit=2, seconds=60)
        assert throttle.allow("ring", "rosa", limit=2, seconds=60)
        clock.shift(timedelta(seconds=60))
        assert throttle.allow("knock", "rosa", limit=2, seconds=60)


def test_what_was_all_right_does_not_count() -> None:
    with time_machine.travel(NOW, tick=False):
        for _time in range(5):
            assert throttle.allow("knock", "rosa", limit=2, seconds=60)
            throttle.take_back("knock", "rosa", seconds=60)
        assert [throttle.allow("knock", "rosa", limit=2, seconds=60) for _time in range(3)] == [True, True, False]


def test_who_it_was_is_not_kept_and_old_counts_go() -> None:
    throttle.allow("knock", "rosa@example.org", limit=2, seconds=60)
    assert "rosa" not in Throttle.objects.get().key
    throttle.forget()
    assert not Throttle.objects.exists()
