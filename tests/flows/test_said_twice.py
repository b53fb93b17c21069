"""The same page sent twice: an impatient finger, a reload. One message, one mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from heard.domain.cases.models import Origin
from heard.domain.conversations.models import Delivery, Direction, Message
from heard.flows.add_note import add_note
from heard.flows.add_to_case import add_to_case
from heard.flows.report_issue import Report, report_issue
from heard.flows.send_reply import send_reply
from heard.kernel import clock
from heard.kernel.actor import resident, staff
from tests.town.council import small_council
from tests.town.places import WEST_SQUARE
from tests.town.sealed import saying

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk() -> tuple[Actor, Case, Conversation]:
    """An agent, and a resident's conversation about a pothole."""
    council = small_council()
    report = Report(
        service=council.pothole, origin=Origin.WEB, description="A hole", location=WEST_SQUARE, email="rosa@example.org"
    )
    case = report_issue(report, actor=resident(None))
    return staff(council.agent.id), case, case.conversations.get()


def test_an_answer_sent_twice_goes_out_once(talk) -> None:
    agent, case, conversation = talk
    first = send_reply(case, conversation=conversation, text="We come on Monday.", actor=agent)
    assert send_reply(case, conversation=conversation, text=" We come on Monday. ", actor=agent) == first
    assert Delivery.objects.filter(message__acknowledgement=False).count() == 1


def test_a_note_and_a_residents_words_are_kept_once(talk) -> None:
    agent, case, conversation = talk
    assert add_note(case, text="Ask Otis", actor=agent) == add_note(case, text="Ask Otis", actor=agent)
    assert add_to_case(conversation, text="It grew") == add_to_case(conversation, text="It grew")
    assert len(saying(Message, text="Ask Otis")) == len(saying(Message, text="It grew")) == 1


def test_the_same_words_later_or_after_an_answer_are_said_again(talk) -> None:
    agent, case, conversation = talk
    add_to_case(conversation, text="Yes")
    send_reply(case, conversation=conversation, text="Is it deep?", actor=agent)
    add_to_case(conversation, text="Yes")
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        add_to_case(conversation, text="Yes")
    assert len(saying(Message, text="Yes", direction=Direction.IN)) == 3
