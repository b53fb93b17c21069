"""Before a request is late, those who answer are told: once, and in the order of the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from procrastinate.contrib.django import app

from heard.domain.journal.models import Entry
from heard.flows.ask_right import ask_right
from heard.flows.warn_of_requests import warn_of_requests
from heard.kernel.actor import resident
from tests.town.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_request_whose_date_comes_near_is_warned_of_once() -> None:
    person = PersonFactory(email="rosa@example.org")
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False) as time:
        request = ask_right(person, kind="rectify", channel="portal", details="x", actor=resident(person.id))
        time.shift(timedelta(days=22))
        assert warn_of_requests() == 0
        time.shift(timedelta(days=1))
        assert warn_of_requests() == 1
        assert warn_of_requests() == 0
    entry = Entry.objects.get(kind="request.warned")
    assert (entry.subject_id, entry.actor_kind, entry.data) == (request.id, "system", {"due": "2026-12-24"})


def test_the_clock_looks_after_it_each_morning() -> None:
    app.perform_import_paths()
    assert "heard.look_after_rights" in app.tasks
    assert "heard.export_person" in app.tasks
