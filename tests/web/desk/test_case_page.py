"""The case page: what it shows, to whom, and in how many queries."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from heard.domain.cases.models import Origin, Outcome, Status, Viewer
from heard.domain.conversations.models import Delivery, DeliveryState, Direction, Message, ReplyTemplate
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Role
from heard.flows.add_note import add_note
from heard.flows.close_case import close_case
from heard.kernel import clock
from heard.kernel.actor import staff
from heard.web.desk.templatetags.desk import case_status
from tests.town.cases import CaseFactory
from tests.town.imported import NUMBER, imported_case
from tests.town.staff import StaffFactory, TeamFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.web.desk.conftest import Reported

pytestmark = pytest.mark.django_db
MOST_QUERIES = 48  # two of them: whether an answer would reach the resident; one: the lists beside it


def test_the_page_says_what_it_is_where_it_stands_and_what_to_do(agent, reported) -> None:
    page = text_of(agent.get(reported.url))
    for words in (
        reported.case.reference,
        "Pothole",
        "12 Elm Street",
        "Roads North",
        "Maria Gomez",
        "maria@example.org",
    ):
        assert words in page
    assert "A deep hole beside the bus stop" in page
    assert "Nobody owns this case yet" in page


def test_who_may_not_see_it_gets_the_same_answer_as_for_a_case_that_is_not_there(stranger, reported) -> None:
    hidden = stranger.get(reported.url)
    missing = stranger.get("/desk/cases/HRD-2222-222/")
    assert hidden.status_code == missing.status_code == 404
    assert text_of(hidden) == text_of(missing)
    for part in ("case-head", "case-timeline", "case-aside", "case-near", "case-viewers", "case-reply"):
        assert stranger.get(reported.url, headers={"HX-Request": "true", "HX-Target": part}).status_code == 404


def test_an_officer_of_another_team_reads_but_is_offered_nothing_to_do(browser_of, reported) -> None:
    beside = TeamFactory(name="Bridges", department=reported.council.roads.department)
    page = text_of(browser_of(StaffFactory(team=beside, role=Role.OFFICER)).get(reported.url))
    assert "A deep hole" in page
    assert "You can read this case" in page
    assert "Send answer" not in page


def test_a_mail_that_was_cut_or_came_from_a_machine_says_so(agent, reported) -> None:
    Message.objects.create(
        conversation=reported.conversation, direction=Direction.IN, channel="email", text="Away until Monday",
        automatic="auto-submitted", marks=["attachments_cut"],
    )  # fmt: skip
    page = text_of(agent.get(reported.url))
    assert "Automatic mail" in page
    assert "There were more files: some are left out." in page


def test_a_reference_typed_loosely_leads_to_the_proper_page(agent, reported) -> None:
    loose = reported.case.reference.replace("-", "").lower()
    assert agent.get(f"/desk/cases/{loose}/")["Location"] == reported.url


def test_each_part_comes_alone_to_htmx(agent, reported) -> None:
    for part in (
        "case-head",
        "case-timeline",
        "case-aside",
        "case-near",
        "case-viewers",
        "case-reply",
        "case-background",
    ):
        answer = agent.get(reported.url, headers={"HX-Request": "true", "HX-Target": part})
        assert f'id="{part}"' in answer.content.decode()
        assert "<html" not in answer.content.decode()


def test_the_prepared_answer_is_filled_in_and_put_into_the_box(agent, reported) -> None:
    template = ReplyTemplate.objects.create(name="Thanks", text="Dear {name}, {team} looks at {place}.")
    page = agent.get(f"{reported.url}?answer={template.id}").content.decode()
    assert ">\nDear Maria Gomez, Roads North looks at 12 Elm Street.</textarea>" in page


def test_what_became_of_an_answer_is_said_plainly(agent, reported) -> None:
    message = said(reported, Direction.OUT, "We come tomorrow", staff=reported.council.agent)
    words = {
        DeliveryState.SENT: "Sent to maria@example.org",
        DeliveryState.FAILED: "Could not be sent to maria@example.org: mailbox full",
        DeliveryState.BOUNCED: "Came back from maria@example.org: mailbox full",
    }
    for state, sentence in words.items():
        message.deliveries.all().delete()
        Delivery.objects.create(
            message=message,
            channel="email",
            address="maria@example.org",
            state=state,
            error="mailbox full",
            perhaps_twice=True,
        )
        page = text_of(agent.get(reported.url))
        assert sentence in page
        assert "perhaps sent twice" in page
        assert ("Your answer did not arrive" in page) == (state != DeliveryState.SENT)


def test_automatic_mail_is_folded_and_notes_are_marked_internal(agent, reported) -> None:
    said(reported, Direction.IN, "I am on holiday", automatic="auto-replied")
    said(reported, Direction.NOTE, "Third one this month", staff=reported.council.officer)
    page = text_of(agent.get(reported.url))
    assert "Automatic mail" in page
    assert "Otis Officer · internal note" in page


def test_the_page_takes_as_many_queries_with_many_messages_as_with_few(
    agent, reported, django_assert_num_queries
) -> None:
    agent.get(reported.url)  # the first time, the look at this person is written down
    with CaptureQueriesContext(connection) as few:
        agent.get(reported.url)
    for number in range(50):
        said(reported, Direction.IN, f"Message {number}", person=reported.case.person)
    with django_assert_num_queries(len(few)):
        agent.get(reported.url)
    assert len(few) <= MOST_QUERIES


def test_opening_the_page_is_a_look_at_its_resident_written_down_once(agent, reported) -> None:
    agent.get(reported.url)
    agent.get(reported.url)
    look = Entry.objects.get(kind="person.looked")
    assert (look.person_id, look.subject_id, look.actor_id) == (
        reported.case.person_id,
        reported.case.id,
        reported.council.agent.id,
    )
    assert look.data == {"purpose": "case"}
    assert "looked" not in text_of(agent.get(reported.url))  # it is no step of the case


def test_colleagues_on_the_same_case_are_shown_and_who_writes_is_announced(agent, browser_of, reported) -> None:
    other = browser_of(reported.council.officer)
    assert "Ana Agent" not in text_of(viewers(other, reported))
    assert agent.post(f"{reported.url}writing/").status_code == 204
    assert "Ana Agent is writing a reply" in text_of(viewers(other, reported))
    assert "Ana Agent" not in text_of(viewers(agent, reported))
    Viewer.objects.update(writing_at=clock.now() - timedelta(minutes=1))
    assert "Ana Agent is looking at this too" in text_of(viewers(other, reported))
    Viewer.objects.update(seen_at=clock.now() - timedelta(hours=1))
    assert "Ana Agent" not in text_of(viewers(other, reported))


def viewers(browser: Client, reported: Reported) -> HttpResponse:
    return browser.get(reported.url, headers={"HX-Request": "true", "HX-Target": "case-viewers"})


def said(reported: Reported, direction: str, text: str, **more: Any) -> Message:
    return Message.objects.create(
        conversation=reported.conversation, direction=direction, channel="email", text=text, **more
    )


def test_closing_words_are_prepared_with_their_outcome(agent, reported) -> None:
    ending = ReplyTemplate.objects.create(name="Filled", text="Dear {name}, it is filled.", outcome=Outcome.FIXED)
    whole = agent.get(f"{reported.url}?ending={ending.id}").content.decode()
    part = agent.get(
        f"{reported.url}?ending={ending.id}", headers={"HX-Request": "true", "HX-Target": "case-actions"}
    ).content.decode()
    for page in (whole, part):
        assert ">\nDear Maria Gomez, it is filled.</textarea>" in page
        assert '<option value="fixed" selected>' in page
        assert 'id="close" open' in page


def test_what_a_case_page_adds_to_the_address_does_not_follow_the_reader(agent, reported) -> None:
    page = agent.get(f"{reported.url}?view=team&answer=x&ending=y").content.decode()
    assert f'action="{reported.url}reply/?view=team"' in page


def test_the_count_of_mentions_comes_alone_to_htmx(browser_of, reported) -> None:
    otis = browser_of(reported.council.officer)
    ask = {"HX-Request": "true", "HX-Target": "mentions-link"}
    assert text_of(otis.get("/desk/mentions/", headers=ask)) == "Mentions"
    add_note(reported.case, text="@otis look", actor=staff(reported.council.agent.id))
    assert text_of(otis.get("/desk/mentions/", headers=ask)) == "Mentions 1"


def test_an_imported_case_without_person_team_or_place_has_its_page(agent, reported) -> None:
    bare = CaseFactory(person=None, team=None, department=None, origin=Origin.IMPORT, description="")
    page = text_of(agent.get(f"/desk/cases/{bare.reference}/"))
    assert "Reported without a name or an address" in page
    assert "Nobody to answer" in page


def test_an_imported_case_shows_what_was_reported_how_it_ended_and_its_old_number(agent, reported) -> None:
    old = imported_case(reported.council)
    page = text_of(agent.get(f"/desk/cases/{old.reference}/"))
    story = page[page.index("Reported: Pothole") :]
    told = [story.index(words) for words in (old.description, "Closed: Fixed", old.outcome_note)]
    assert told == sorted(told)
    assert f"Number in the old system: {NUMBER} (the old desk)" in page


def test_what_a_message_says_is_not_said_again(agent, reported) -> None:
    close_case(reported.case, outcome=Outcome.FIXED, text="We filled it.", actor=staff(reported.council.agent.id))
    answer = agent.get(reported.url)
    told = [item.text or (item.message.text if item.message else "") for item in answer.context["timeline"]]
    assert told.count(reported.case.description) == told.count("We filled it.") == 1
    assert "old system" not in text_of(answer)


@pytest.mark.parametrize(
    "outcome, tone",
    [(Outcome.FIXED, "green"), (Outcome.CANCELLED, "grey"), (Outcome.NOT_OURS, "grey"), (Outcome.ANSWERED, "grey")],
)
def test_only_what_was_fixed_is_green(outcome, tone) -> None:
    tag = case_status(
        CaseFactory.build(status=Status.CLOSED, outcome=outcome, service=None, team=None, confidential=False)
    )
    assert f'govuk-tag--{tone}">{escape(outcome.label)}<' in tag


def test_how_it_ended_is_chosen_and_not_preset(agent, reported) -> None:
    page = agent.get(reported.url).content.decode()
    assert '<option value="" selected>Choose how it ended</option>' in page
    answer = agent.post(f"{reported.url}close/", {"text": "Gone", "outcome": ""})
    assert answer.status_code == 400
    assert "Choose how it ended" in text_of(answer)
