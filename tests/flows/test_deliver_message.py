"""Mail out: claimed, sent, recorded; tried again or given up; and a crash in between never hides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.conversations.models import Delivery
from heard.domain.conversations.operations.deliveries import claim
from heard.domain.journal.models import Entry
from heard.flows.deliver_message import deliver_message
from heard.flows.pick_up_left_behind import pick_up_left_behind
from heard.flows.report_issue import report_issue
from heard.kernel.actor import resident
from tests.flows.test_report_issue import report
from tests.town.sealed import the_one_saying

if TYPE_CHECKING:
    import time_machine
    from pytest_django.fixtures import SettingsWrapper

    from tests.town.council import Council


@pytest.fixture(autouse=True)
def channel_that_fails_on_request(settings: SettingsWrapper) -> None:
    """Addresses with +defer fail for now, those with +refuse for good."""
    settings.HEARD_CHANNELS = {"email": {"adapter": "heard.adapters.channels.failing.FailingChannel"}}


def delivery_to(council: Council, address: str) -> Delivery:
    """The acknowledgement of a report by this address."""
    report_issue(report(council, email=address), actor=resident(None))
    return the_one_saying(Delivery, address=address)


def test_a_passing_failure_is_tried_again_ever_later(council: Council, tuesday: time_machine.Traveller) -> None:
    delivery = delivery_to(council, "rosa+defer@example.org")
    waits = []
    for _attempt in range(3):
        deliver_message(delivery.id)
        delivery.refresh_from_db()
        assert delivery.next_try_at is not None
        job = ProcrastinateJob.objects.latest("id")
        assert job.scheduled_at == delivery.next_try_at
        waits.append(delivery.next_try_at - delivery.claimed_at)
        tuesday.move_to(delivery.next_try_at)
    assert (delivery.state, delivery.attempts) == ("retry", 3)
    assert waits == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8)]


def test_what_keeps_failing_fails_for_good_and_says_so_on_the_case(
    council: Council, tuesday: time_machine.Traveller
) -> None:
    delivery = delivery_to(council, "rosa+defer@example.org")
    for _attempt in range(8):
        deliver_message(delivery.id)
        tuesday.shift(timedelta(hours=12))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_try_at) == ("failed", None)
    assert Entry.objects.filter(kind="delivery.failed", case_id=delivery.message.conversation.case_id).count() == 1


def test_a_refusal_is_final_at_once(council: Council) -> None:
    delivery = delivery_to(council, "rosa+refuse@example.org")
    deliver_message(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert delivery.error


def test_a_crash_after_the_claim_sends_again_and_says_perhaps_twice(
    council: Council, tuesday: time_machine.Traveller
) -> None:
    delivery = delivery_to(council, "rosa@example.org")
    assert claim(delivery.id) is not None  # … and the process dies here
    deliver_message(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.perhaps_twice) == ("sending", False)
    tuesday.shift(timedelta(minutes=3))
    ProcrastinateJob.objects.all().delete()
    assert pick_up_left_behind() == 1
    assert ProcrastinateJob.objects.get().args == {"delivery_id": str(delivery.id)}
    deliver_message(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.perhaps_twice) == ("sent", True)
