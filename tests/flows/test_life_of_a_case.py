"""From reply to reopening: status, clocks, who is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case, CaseClock, Outcome, Status
from heard.domain.cases.operations import status
from heard.domain.cases.operations.merging import unmerge
from heard.domain.conversations.models import Conversation, Delivery
from heard.domain.conversations.queries.timeline import timeline_of
from heard.flows.add_to_case import add_to_case
from heard.flows.assign_case import assign_case
from heard.flows.change_service import change_service
from heard.flows.close_case import close_case
from heard.flows.follow_case import follow_case
from heard.flows.hand_to_team import hand_to_team
from heard.flows.merge_cases import merge_cases
from heard.flows.report_issue import report_issue
from heard.flows.say_if_fixed import say_if_fixed
from heard.flows.send_reply import send_reply
from heard.flows.wait_for_resident import wait_for_resident
from heard.kernel.actor import Actor, resident, staff
from heard.kernel.errors import InvalidInput, Refused
from tests.flows.test_report_issue import report
from tests.town.catalogue import ServiceFactory, TargetFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine

    from tests.town.council import Council


@pytest.fixture
def case(council: Council) -> Case:
    """A reported pothole."""
    return report_issue(report(council), actor=resident(None))


@pytest.fixture
def agent(council: Council) -> Actor:
    """Ana."""
    return staff(council.agent.id)


def clock_of(case: Case, kind: str) -> CaseClock:
    """Its newest clock of a kind."""
    return CaseClock.objects.filter(case=case, kind=kind).latest("started_at")


def test_a_reply_is_sent_and_stops_the_first_response(
    case: Case, agent: Actor, tuesday: time_machine.Traveller
) -> None:
    tuesday.shift(timedelta(hours=2))
    message = send_reply(case, conversation=case.conversations.get(), text="We are on our way.", actor=agent)
    assert message.deliveries.get().address == "Rosa@Example.org"
    assert "/t/" in message.full_text
    case.refresh_from_db()
    assert (case.status, case.respond_by) == (Status.IN_PROGRESS, None)
    assert clock_of(case, "first_response").verdict == "met"


def test_an_empty_reply_is_refused(case: Case, agent: Actor) -> None:
    with pytest.raises(InvalidInput):
        send_reply(case, conversation=case.conversations.get(), text="  ", actor=agent)


def test_waiting_moves_the_date_by_business_time_and_the_answer_ends_it(
    case: Case, agent: Actor, tuesday: time_machine.Traveller
) -> None:
    due = case.resolve_by
    wait_for_resident(case, actor=agent)
    tuesday.shift(timedelta(days=1))
    conversation = case.conversations.get()
    add_to_case(conversation, text="It is by the school.")
    case.refresh_from_db()
    assert case.status == Status.IN_PROGRESS
    assert case.resolve_by == due + timedelta(days=1)


def test_closing_tells_everyone_who_reported(case: Case, agent: Actor) -> None:
    follow_case(case, name="Ben", email="ben@example.org", text="Me too")
    Delivery.objects.all().delete()
    close_case(case, outcome=Outcome.FIXED, text="The hole is filled.", actor=agent)
    assert set(Delivery.objects.values_list("address", flat=True)) == {"Rosa@Example.org", "ben@example.org"}
    case.refresh_from_db()
    assert (case.status, case.outcome, case.resolve_by) == (Status.CLOSED, Outcome.FIXED, None)
    assert clock_of(case, "resolution").verdict == "met"


def test_closing_twice_is_refused(case: Case, agent: Actor) -> None:
    close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)
    with pytest.raises(Refused):
        close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)


def test_a_no_reopens_with_a_new_clock_and_the_old_keeps_its_verdict(
    case: Case, agent: Actor, tuesday: time_machine.Traveller
) -> None:
    close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)
    tuesday.shift(timedelta(days=1))
    say_if_fixed(case.conversations.get(), fixed=False, text="Still there")
    case.refresh_from_db()
    assert (case.status, case.outcome, case.reopened) == (Status.IN_PROGRESS, "", 1)
    assert [clock.verdict for clock in case.clocks.filter(kind="resolution")] == ["met", ""]
    assert case.resolve_by == datetime(2026, 12, 2, 17, 0, tzinfo=UTC)


def test_a_no_after_the_period_is_refused(case: Case, agent: Actor, tuesday: time_machine.Traveller) -> None:
    close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)
    tuesday.shift(timedelta(days=15))
    with pytest.raises(Refused):
        say_if_fixed(case.conversations.get(), fixed=False)


def test_a_merge_tells_the_second_and_its_undoing_restores_everything(
    case: Case, agent: Actor, council: Council
) -> None:
    second = report_issue(report(council, email="ben@example.org"), actor=resident(None))
    second.refresh_from_db()
    due = second.resolve_by
    Delivery.objects.all().delete()
    merge_cases(second, into=case, actor=agent)
    second.refresh_from_db()
    assert (second.status, second.outcome, second.merged_into) == (Status.CLOSED, Outcome.DUPLICATE, case)
    assert Delivery.objects.get().address == "ben@example.org"
    assert clock_of(second, "resolution").verdict == "cancelled"
    unmerge(second, actor=agent)
    second.refresh_from_db()
    assert (second.status, second.outcome, second.merged_into, second.resolve_by) == (Status.RECEIVED, "", None, due)


def test_closing_the_original_tells_the_duplicates_residents(case: Case, agent: Actor, council: Council) -> None:
    second = report_issue(report(council, email="ben@example.org"), actor=resident(None))
    merge_cases(second, into=case, actor=agent)
    Delivery.objects.all().delete()
    close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)
    assert set(Delivery.objects.values_list("address", flat=True)) == {"Rosa@Example.org", "ben@example.org"}


def test_a_merge_into_a_merged_case_is_refused(case: Case, agent: Actor, council: Council) -> None:
    second, third = (report_issue(report(council), actor=resident(None)) for _ in range(2))
    merge_cases(second, into=case, actor=agent)
    with pytest.raises(Refused):
        merge_cases(third, into=Case.objects.get(pk=second.pk), actor=agent)


def test_only_the_team_can_own(case: Case, agent: Actor, council: Council) -> None:
    with pytest.raises(Refused):
        assign_case(case, owner=council.agent, actor=agent)
    assert assign_case(case, owner=council.officer, actor=agent).status == Status.IN_PROGRESS


def test_handing_over_keeps_the_reason_and_frees_the_owner(case: Case, agent: Actor, council: Council) -> None:
    assign_case(case, owner=council.officer, actor=agent)
    handed = hand_to_team(case, team=council.contact_centre, actor=agent, reason="Not a road of ours")
    assert (handed.team, handed.owner) == (council.contact_centre, None)
    assert case.conversations.get().messages.get(direction="note").text == "Not a road of ours"


def test_another_service_brings_its_promise_and_its_team(case: Case, agent: Actor) -> None:
    lamp = ServiceFactory(name="Street light")
    TargetFactory(service=lamp, first_response="", resolution="10d")
    changed = change_service(case, service=lamp, actor=agent)
    assert changed.resolve_by == datetime(2026, 12, 8, 17, 0, tzinfo=UTC)
    assert changed.respond_by is None
    assert changed.team.name == "Contact centre"


def test_cancelled_is_never_late(case: Case, agent: Actor, tuesday: time_machine.Traveller) -> None:
    tuesday.shift(timedelta(days=30))
    close_case(case, outcome=Outcome.CANCELLED, text="Reported by mistake.", actor=agent)
    assert clock_of(case, "resolution").verdict == "cancelled"


def test_a_question_after_an_answer_is_owed_another(case: Case, agent: Actor, tuesday: time_machine.Traveller) -> None:
    conversation = case.conversations.get()
    send_reply(case, conversation=conversation, text="We are on our way.", actor=agent)
    tuesday.shift(timedelta(hours=1))
    add_to_case(conversation, text="When?")
    owed = Case.objects.get(pk=case.pk).respond_by
    assert owed == datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
    tuesday.shift(timedelta(hours=1))
    add_to_case(conversation, text="When please?")
    assert Case.objects.get(pk=case.pk).respond_by == owed


def test_an_update_is_owed_from_the_last_message(case: Case, agent: Actor, tuesday: time_machine.Traveller) -> None:
    case.service.targets.update(next_update="2d")
    conversation = case.conversations.get()
    send_reply(case, conversation=conversation, text="Ordered.", actor=agent)
    assert Case.objects.get(pk=case.pk).respond_by == datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    tuesday.shift(timedelta(days=1))
    send_reply(case, conversation=conversation, text="Delivered.", actor=agent)
    assert Case.objects.get(pk=case.pk).respond_by == datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


def test_writing_into_a_closed_case_opens_it_again(case: Case, agent: Actor) -> None:
    close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)
    add_to_case(Conversation.objects.get(case=case), text="It is broken again.")
    case.refresh_from_db()
    assert (case.status, case.reopened) == (Status.IN_PROGRESS, 1)


def test_writing_long_after_waits_for_an_agent(case: Case, agent: Actor, tuesday: time_machine.Traveller) -> None:
    close_case(case, outcome=Outcome.FIXED, text="Done.", actor=agent)
    tuesday.shift(timedelta(days=60))
    add_to_case(Conversation.objects.get(case=case), text="It is broken again.")
    case.refresh_from_db()
    assert case.status == Status.CLOSED
    assert Conversation.objects.get(case=case).to_sort


def test_the_resident_of_a_duplicate_is_heard_and_answered_on_the_original(
    case: Case, agent: Actor, council: Council
) -> None:
    second = report_issue(report(council, email="ben@example.org"), actor=resident(None))
    merge_cases(second, into=case, actor=agent)
    wait_for_resident(case, actor=agent)
    theirs = Conversation.objects.get(case=second)
    add_to_case(theirs, text="It is by the school.")
    case.refresh_from_db()
    assert case.status == Status.IN_PROGRESS
    assert send_reply(case, conversation=theirs, text="Thank you.", actor=agent).deliveries.get()
    assert "It is by the school." in [item.message.text for item in timeline_of(case) if item.message]


@pytest.mark.parametrize("move", [status.reopen, status.resume])
def test_what_was_not_closed_or_waiting_cannot_be_reopened_or_resumed(
    case: Case, agent: Actor, move: Callable[..., Case]
) -> None:
    with pytest.raises(Refused):
        move(case, actor=agent)
