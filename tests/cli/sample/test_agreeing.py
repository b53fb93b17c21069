"""The sample council's ledger: somebody to write to, somebody who said no, and the same from the same seed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from heard.cli.sample.setting_up import set_up_council
from heard.cli.sample.two_years import tell_two_years
from heard.domain.consent.models import ConsentEntry, Purpose
from heard.domain.consent.queries.permissions import who_may_be_sent
from heard.domain.journal.models import Entry
from heard.domain.people.models import Person

NOW = datetime(2026, 11, 22, 3, 20, tzinfo=UTC)


@pytest.mark.django_db
def test_there_are_people_to_write_to_and_people_who_said_no() -> None:
    with time_machine.travel(NOW, tick=False):
        set_up_council(seed=7, password="")
        tell_two_years(seed=7, cases=120, photos={})
        allowed, left_out = who_may_be_sent(
            Person.objects.all(), purpose=Purpose.INFORMATION, topic="libraries", channel="email"
        )
        assert allowed.count() >= 5
        assert left_out["never_said"] > allowed.count()
    assert ConsentEntry.objects.filter(given=False).exists()
    assert all(entry.wording for entry in ConsentEntry.objects.filter(given=True))
    assert all(entry.at <= NOW for entry in ConsentEntry.objects.all())
    recorded = Entry.objects.filter(kind__startswith="consent.").values_list("subject_id", flat=True)
    assert set(recorded) == set(ConsentEntry.objects.values_list("id", flat=True))
