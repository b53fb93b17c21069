"""Whom an answer reaches is said before it is sent; what reaches nobody does not count as an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from heard.domain.cases.models import Case, CaseClock, ClockKind, Origin, Status
from heard.domain.conversations.models import Delivery, Message, ReplyTemplate
from heard.domain.conversations.queries.public_story import public_story_of
from heard.domain.people.models import Need
from heard.domain.people.operations.profile import update_profile
from heard.flows.finish_in_field import finish_in_field
from heard.flows.report_issue import Report, report_issue
from heard.kernel import clock
from heard.kernel.actor import staff
from tests.town.places import WEST_SQUARE
from tests.town.sealed import saying, the_one_saying
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(reported) -> Case:
    """What Carmen, who has a telephone and no mail, said on the phone."""
    report = Report(
        service=reported.council.pothole,
        origin=Origin.PHONE,
        description="A hole at my door",
        location=WEST_SQUARE,
        name="Carmen Ruiz",
        phone="+12035550142",
    )
    case = report_issue(report, actor=staff(reported.council.agent.id))
    update_profile(case.person, needs=[Need.CALL], actor=staff(reported.council.agent.id))
    return case


def url_of(case: Case) -> str:
    return f"/desk/cases/{case.reference}/"


def answer(agent: Client, case: Case, text: str, **more: str) -> HttpResponse:
    return agent.post(f"{url_of(case)}reply/", {"conversation": case.conversations.get().id, "text": text, **more})


def first_response(case: Case) -> str:
    return CaseClock.objects.get(case=case, kind=ClockKind.FIRST_RESPONSE).verdict


def test_who_cannot_be_written_to_is_to_be_called(agent, called) -> None:
    page = agent.get(url_of(called))
    assert "No address to write to. They want a call:" in text_of(page)
    assert 'href="tel:+12035550142"' in page.content.decode()
    assert "I told them on the phone" in text_of(page)
    assert "Send answer" not in text_of(page)
    assert "by email all the same" not in text_of(page)


def test_mail_to_nobody_is_refused_keeps_the_words_and_counts_as_nothing(agent, called) -> None:
    running = first_response(called)
    for more in ({}, {"channel": "email"}):
        sent = answer(agent, called, "We come on Monday.", **more)
        assert sent.status_code == 400
        assert "There is no address to write to, so nothing was sent" in text_of(sent)
        assert "We come on Monday." in text_of(sent)
    assert not saying(Message, text="We come on Monday.")
    assert first_response(called) == running
    assert Case.objects.get(pk=called.pk).responded_at is None


@pytest.mark.parametrize(
    "channel, staff_read, resident_reads",
    [("phone", "on the phone", "We told you on the phone"), ("walk_in", "in person", "We told you in person")],
)
def test_what_was_told_by_voice_is_kept_as_that_and_counts(agent, called, channel, staff_read, resident_reads) -> None:
    said = agent.post(
        f"{url_of(called)}reply/",
        {"conversation": called.conversations.get().id, "text": "Monday, I said.", "channel": channel},
        follow=True,
    )
    assert "What you told them is kept" in text_of(said)
    assert f"· {staff_read}" in text_of(said)
    message = the_one_saying(Message, text="Monday, I said.")
    assert (message.channel, message.deliveries.count()) == (channel, 0)
    assert Case.objects.get(pk=called.pk).responded_at is not None
    story = public_story_of(called, message.conversation)
    assert [step.words for step in story if step.message == message] == [resident_reads]


def test_who_wants_a_call_is_called_first_though_there_is_an_address(agent, reported) -> None:
    assert "Goes to maria@example.org." in text_of(agent.get(reported.url))
    update_profile(reported.case.person, needs=[Need.CALL], actor=staff(reported.council.agent.id))
    text = text_of(agent.get(reported.url))
    assert "Goes to maria@example.org. They want a call, and no number is known." in text
    assert text.index("I told them on the phone") < text.index("Send it by email all the same")


def test_closing_is_not_refused_and_says_that_nobody_was_told(agent, called) -> None:
    closed = agent.post(f"{url_of(called)}close/", {"outcome": "fixed", "text": "We filled it."}, follow=True)
    text = text_of(closed)
    assert "Nobody was told: there is no address to write to. Call them." in text
    assert "Everyone who reported it is told" not in text
    assert "Nobody was told: there was no address to write to. It stands on their tracking page." in text
    assert the_one_saying(Message, text="We filled it.").channel == "web"
    assert first_response(called) != "met"


def test_closing_says_that_everyone_was_told_where_they_were(agent, reported) -> None:
    closed = agent.post(f"{reported.url}close/", {"outcome": "fixed", "text": "We filled it."}, follow=True)
    assert "Everyone who reported it is told" in text_of(closed)
    assert first_response(reported.case) == "met"


def test_what_was_told_by_voice_before_still_counts_when_it_is_closed_on_the_spot(agent, called, reported) -> None:
    answer(agent, called, "Monday, I said.", channel="phone")
    finish_in_field(called, outcome="fixed", text="Filled", actor=staff(reported.council.officer.id))
    assert first_response(called) == "met"


def test_a_question_that_reaches_nobody_does_not_stop_the_clock(agent, called) -> None:
    asked = agent.post(f"{url_of(called)}wait/", {"text": "Which house is it?"})
    assert asked.status_code == 400
    assert "Which house is it?" in text_of(asked)
    assert Case.objects.get(pk=called.pk).status != Status.WAITING
    assert not Delivery.objects.filter(message__conversation__case=called).exists()


def test_a_prepared_answer_whose_date_has_passed_says_so(agent, reported) -> None:
    dated = ReplyTemplate.objects.create(name="Soon", text="We come by {date}.")
    undated = ReplyTemplate.objects.create(name="Thanks", text="Thank you.")
    Case.objects.filter(pk=reported.case.pk).update(resolve_by=clock.now() - timedelta(days=2))
    warning = "The date in this answer has passed"
    assert warning in text_of(agent.get(f"{reported.url}?answer={dated.id}"))
    assert warning not in text_of(agent.get(f"{reported.url}?answer={undated.id}"))
    assert warning not in text_of(agent.get(reported.url))
    Case.objects.filter(pk=reported.case.pk).update(resolve_by=clock.now() + timedelta(days=2))
    assert warning not in text_of(agent.get(f"{reported.url}?answer={dated.id}"))


def test_why_an_answer_does_not_say_that_it_is_not_the_first_time(agent, reported) -> None:
    sorry = ReplyTemplate.objects.create(name="Sorry", text="{repeat} We come.")
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        again = report_issue(
            Report(
                service=reported.council.pothole,
                origin=Origin.PHONE,
                description="Another hole",
                location=WEST_SQUARE,
                email="maria@example.org",
            ),
            actor=staff(reported.council.agent.id),
            person=reported.case.person,
        )
    why = "the answer does not say so, because their address is not confirmed"
    assert why in text_of(agent.get(f"{url_of(again)}?answer={sorry.id}"))
    assert why not in text_of(agent.get(url_of(again)))
    reported.case.person.identities.update(assurance="verified")
    assert why not in text_of(agent.get(f"{url_of(again)}?answer={sorry.id}"))
