"""A questionnaire that a resident was asked about their case: its pages behind their link, sent once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case, CaseClock, Draft, Outcome, Status
from heard.domain.conversations.models import Conversation, Message
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.models import Person
from heard.domain.privacy.models import ErasureReason
from heard.domain.questions.operations import change_draft, draft_of, publish
from heard.flows.ask_questionnaire import ask_questionnaire
from heard.flows.close_case import close_case
from heard.flows.erase_person import erase_person
from heard.flows.finish_erasure import finish_erasures
from heard.flows.wait_for_resident import wait_for_resident
from heard.kernel import clock
from heard.kernel.actor import SYSTEM, staff
from tests.domain.questions.trolley import TROLLEY
from tests.town.catalogue import asking, questionnaire
from tests.web.portal.resident import Resident, errors_in, photo

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.questions.models import Questionnaire
    from tests.town.council import Council


@pytest.fixture
def case(council: Council, resident: Resident) -> Case:
    """A report by Rosa."""
    return resident.report(name="Rosa", email="rosa@example.org")[0]


@pytest.fixture
def trolley(case: Case) -> Questionnaire:
    """With branches, a stop and somebody to name, asked of her."""
    asked = questionnaire(TROLLEY)
    ask(case, asked)
    return asked


def ask(case: Case, asked: Questionnaire) -> Message:
    return ask_questionnaire(case, questionnaire=asked.code, text="Tell us more.", actor=SYSTEM)


def link_to(asked: Questionnaire) -> str:
    return f"{tracking_path(Conversation.objects.get().id)}ask/{asked.code}/"


def send(link: str, page: str, client: Client | None = None, **data: Any) -> HttpResponse:
    sent = {f"answers.{code}": value for code, value in data.items() if code != "shown"}
    return (client or Client()).post(f"{link}{page}/" if page else link, sent | {"shown": data.get("shown", [])})


def answer_all(link: str) -> None:
    """All the pages, and the button."""
    assert send(link, "before", mine="no").headers["Location"] == f"{link}trolley/"
    assert send(link, "trolley", where="street", count="2").headers["Location"] == f"{link}more/"
    more = send(link, "more", shop=["market"], witness_name="Ana", witness_phone="0203 5550142")
    assert more.headers["Location"] == link
    assert send(link, "").headers["Location"] == link


def answers() -> list[Message]:
    return list(Message.objects.filter(direction="in", channel="web").order_by("sent_at", "id")[1:])


def test_the_letter_leads_to_the_pages_and_the_page_of_the_report_does_too(trolley: Questionnaire) -> None:
    link = link_to(trolley)
    letter = Message.objects.get(direction="out", acknowledgement=False)
    assert letter.text == "Tell us more."
    assert f"{link}\n" in letter.full_text
    assert f'href="{link}"' in Client().get(tracking_path(letter.conversation_id)).content.decode()
    assert Client().get(link).headers["Location"] == f"{link}before/"
    page = Client().get(f"{link}before/")
    assert "Is it your shop’s own?" in page.content.decode()
    assert ("no-store" in page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == (True, "noindex")


def test_page_by_page_the_answers_become_one_message(case: Case, trolley: Questionnaire) -> None:
    answer_all(link_to(trolley))
    (message,) = answers()
    assert message.text.splitlines()[:4] == [trolley.name, "", "Is it your shop’s own?", "No"]
    assert "Who else saw it?\nAna, 0203 5550142" in message.text
    assert "Weight\n50 kg" in message.text
    assert message.private_answers[f"{trolley.code}/witness"] == {"name": "Ana", "phone": "0203 5550142"}
    case.refresh_from_db()
    assert case.answers == {}
    assert Draft.objects.get(pk=message.id).data.keys() == {"conversation", "joined"}


def test_what_was_said_is_sealed(trolley: Questionnaire) -> None:
    answer_all(link_to(trolley))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(m)::text FROM conversations_message m")
        stored = " ".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT data::text FROM journal_entry")
        journal = " ".join(row for (row,) in cursor.fetchall())
    assert [words for words in ("Ana", "5550142", "In the street") if words in stored + journal] == []


def test_it_is_answered_once_and_shown_after(trolley: Questionnaire) -> None:
    link = link_to(trolley)
    answer_all(link)
    send(link, "")
    assert len(answers()) == 1
    assert send(link, "trolley", where="water", count="1", depth="2").headers["Location"] == link
    shown = Client().get(link).content.decode()
    assert "We have your answers" in shown
    assert "In the street" in shown
    assert "Send your answers" not in shown
    assert link not in Client().get(link.partition("ask/")[0]).content.decode()


def test_asked_again_it_is_answered_again(case: Case, trolley: Questionnaire) -> None:
    link = link_to(trolley)
    answer_all(link)
    ask(case, trolley)
    assert Client().get(link).headers["Location"] == f"{link}before/"
    answer_all(link)
    assert len(answers()) == 2


def test_nothing_is_skipped_and_nothing_hidden_is_taken(trolley: Questionnaire) -> None:
    link = link_to(trolley)
    assert send(link, "").headers["Location"] == link
    assert send(link, "trolley", where="street", count="2").headers["Location"] == f"{link}before/"
    assert errors_in(send(link, "before"))
    send(link, "before", mine="no")
    refused = send(link, "trolley", where="street", count="2", depth="3")
    assert refused.status_code == 400
    assert "is not asked after the other answers" in refused.content.decode()
    assert answers() == []


def test_what_an_answer_makes_necessary_is_asked_on_the_same_page(trolley: Questionnaire) -> None:
    link = link_to(trolley)
    send(link, "before", mine="no")
    page = send(link, "trolley", where="water", count="1", shown=["where", "count"])
    assert (page.status_code, "How deep is the water?" in page.content.decode()) == (200, True)
    deep = send(link, "trolley", where="water", count="1", depth="2", shown=["where", "depth", "count"])
    assert deep.headers["Location"] == f"{link}more/"


def test_a_stop_sends_nothing(trolley: Questionnaire) -> None:
    link = link_to(trolley)
    send(link, "before", mine="no")
    assert send(link, "trolley", where="private", count="1").headers["Location"] == link
    page = Client().get(link).content.decode()
    assert "This is private land" in page
    assert f'href="{link}trolley/"' in page
    assert send(link, "").headers["Location"] == link
    assert answers() == []


def test_the_questions_are_in_the_reader_s_language_and_the_message_in_the_council_s(trolley: Questionnaire) -> None:
    link, spanish = link_to(trolley), {"Accept-Language": "es"}
    send(link, "before", mine="no")
    assert "¿Dónde está?" in Client().get(f"{link}trolley/", headers=spanish).content.decode()
    send(link, "trolley", where="water", count="1", depth="2")
    send(link, "more")
    assert "En el agua" in Client().get(link, headers=spanish).content.decode()
    Client().post(link, headers=spanish)
    assert "Where is it?\nIn the water" in answers()[0].text
    assert "En el agua" in Client().get(link, headers=spanish).content.decode()


def test_a_photo_answers_a_question(case: Case) -> None:
    asked = asking({"code": "receipt", "kind": "file", "required": True})
    ask(case, asked)
    link = link_to(asked)
    page = re.search(r"[a-z0-9-]+/$", Client().get(link).headers["Location"])[0].rstrip("/")
    assert errors_in(send(link, page))
    send(link, page, receipt=photo())
    send(link, "")
    (message,) = answers()
    assert message.private_answers[f"{asked.code}/receipt"] == [message.attachments.get().key]


def test_they_answer_what_they_were_asked_however_it_was_changed_since(trolley: Questionnaire) -> None:
    link = link_to(trolley)
    draft = change_draft(draft_of(trolley, actor=SYSTEM), definition={"pages": TROLLEY["pages"][:1]}, actor=SYSTEM)
    publish(draft, actor=SYSTEM)
    answer_all(link)
    assert "Weight" in answers()[0].text


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_not_asked_is_not_there(trolley: Questionnaire, resident: Resident, method: str) -> None:
    link = link_to(trolley)
    mine = Conversation.objects.get()
    resident.report(name="Omar", email="omar@example.org")
    of_other = f"{tracking_path(Conversation.objects.exclude(pk=mine.pk).get().id)}ask/{trolley.code}/"
    never = link.replace(trolley.code, asking({"code": "colour"}).code)
    forged = f"/t/{'a' * 42}/ask/{trolley.code}/"
    for there in (of_other, never, forged):
        assert [getattr(Client(), method)(f"{there}{page}").status_code for page in ("", "before/")] == [404, 404]
    assert getattr(Client(), method)(f"{link}nowhere/").headers["Location"] == f"{link}before/"


def test_the_case_wakes_and_an_answer_is_owed(council: Council, case: Case, trolley: Questionnaire) -> None:
    wait_for_resident(case, conversation=Conversation.objects.get(), text="Which?", actor=staff(council.agent.id))
    answer_all(link_to(trolley))
    case.refresh_from_db()
    assert case.status == Status.IN_PROGRESS
    assert CaseClock.objects.filter(case=case, stopped_at=None).exists()


def test_a_closed_case_opens_again_and_an_old_one_waits_for_an_agent(
    council: Council, case: Case, trolley: Questionnaire
) -> None:
    link = link_to(trolley)
    close_case(case, outcome=Outcome.FIXED, text="We filled it.", actor=staff(council.agent.id))
    answer_all(link)
    case.refresh_from_db()
    assert case.is_open
    close_case(case, outcome=Outcome.FIXED, text="Again.", actor=staff(council.agent.id))
    ask(case, trolley)
    with time_machine.travel(clock.now() + timedelta(days=200), tick=False):
        answer_all(link)
    case.refresh_from_db()
    assert (case.is_open, Conversation.objects.get().to_sort, len(answers())) == (False, True, 2)


def test_the_link_of_somebody_erased_opens_nothing(council: Council, trolley: Questionnaire) -> None:
    link = link_to(trolley)
    answer_all(link)
    person = Person.objects.get(pk=Conversation.objects.get().person_id)
    erase_person(person, actor=SYSTEM, reason=ErasureReason.REQUEST)
    finish_erasures()
    assert [Client().get(f"{link}{page}").status_code for page in ("", "more/")] == [410, 410]
    message = answers()[0]
    assert message.is_erased
    assert "Ana" not in str(message.private_answers)


def test_a_page_asks_the_database_as_often_however_often_they_were_asked(case: Case, trolley: Questionnaire) -> None:
    link = link_to(trolley)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert Client().get(f"{link}before/").status_code == 200
        return len(seen)

    once = queries()
    for _again in range(5):
        ask(case, trolley)
    ask(case, asking({"code": "colour"}))
    assert queries() == once
    assert once <= 7
