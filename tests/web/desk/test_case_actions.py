"""What an agent does from the case page; and that who may not, does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.catalogue.models import Priority
from heard.domain.conversations.models import Delivery, Direction, Mention, Message
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Role
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident
from heard.web.desk.case.actions import ACTIONS
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE
from tests.town.sealed import saying, the_one_saying
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.web.desk.conftest import Reported

pytestmark = pytest.mark.django_db


def do(browser: Client, reported: Reported, action: str, **data: Any) -> HttpResponse:
    return browser.post(f"{reported.url}{action}/", data)


def now(reported: Reported) -> Case:
    return Case.objects.get(pk=reported.case.pk)


def test_a_reply_is_kept_and_sets_out(agent, reported) -> None:
    answer = do(agent, reported, "reply", conversation=reported.conversation.id, text="We come on Monday.")
    assert answer.status_code == 302
    message = the_one_saying(Message, text="We come on Monday.")
    assert message.staff == reported.council.agent
    assert Delivery.objects.get(message=message).address == "maria@example.org"
    assert now(reported).responded_at is not None
    assert "Your answer is on its way" in text_of(agent.get(reported.url))


def test_an_empty_reply_is_shown_again_with_what_is_wrong(agent, reported) -> None:
    answer = do(agent, reported, "reply", conversation=reported.conversation.id, text=" ")
    assert answer.status_code == 400
    assert "Write an answer" in text_of(answer)
    assert not Message.objects.filter(direction=Direction.OUT, acknowledgement=False).exists()


def test_a_file_that_is_refused_does_not_cost_the_words(agent, reported) -> None:
    lying = SimpleUploadedFile("plan.pdf", b"MZ no plan at all")
    words = "Dear Maria, this took an hour to write."
    answer = do(agent, reported, "reply", conversation=reported.conversation.id, text=words, attached=lying)
    assert answer.status_code == 409
    assert "plan.pdf is not what its name says" in text_of(answer)
    assert words in text_of(answer)


def test_whoever_comes_back_to_the_address_of_an_action_gets_the_case(agent, reported) -> None:
    assert agent.get(f"{reported.url}reply/?view=all")["Location"] == f"{reported.url}?view=all"
    answer = agent.get(f"{reported.url}reply/", follow=True, headers={"HX-Request": "true", "HX-Target": "inbox-list"})
    assert answer.content.decode().lstrip().startswith('<div id="inbox-list"')


def test_a_reply_cannot_go_into_another_cases_conversation(agent, reported) -> None:
    other = report_issue(
        Report(
            service=reported.council.pothole,
            origin="web",
            description="Elsewhere",
            location=WEST_SQUARE,
            email="x@example.org",
        ),
        actor=resident(None),
    )
    answer = do(agent, reported, "reply", conversation=other.conversations.get().id, text="Not for you")
    assert answer.status_code == 400
    assert not saying(Message, text="Not for you")


def test_a_file_that_lies_about_itself_is_refused_with_a_sentence(agent, reported) -> None:
    program = SimpleUploadedFile("invoice.pdf", b"MZ\x90\x00 not a pdf", content_type="application/pdf")
    answer = do(agent, reported, "note", text="See here", attached=program)
    assert "invoice.pdf is not what its name says" in text_of(answer)
    assert not saying(Message, text="See here")


def test_a_document_is_kept_and_downloaded_never_shown(agent, stranger, reported) -> None:
    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 a plan", content_type="text/html")
    do(agent, reported, "note", text="The plan", attached=paper)
    attachment = the_one_saying(Message, text="The plan").attachments.get()
    url = f"/desk/attachments/{attachment.id}/"
    served = agent.get(url)
    assert b"".join(served.streaming_content) == b"%PDF-1.7 a plan"
    assert served["Content-Disposition"].startswith("attachment")
    assert stranger.get(url).status_code == 404


def test_a_note_calls_a_colleague_who_finds_it_under_mentions(agent, browser_of, stranger, reported) -> None:
    do(agent, reported, "note", text="@otis can you look at this?")
    mention = Mention.objects.get()
    otis = browser_of(reported.council.officer)
    assert "can you look at this?" in text_of(otis.get("/desk/mentions/"))
    assert "can you look at this?" not in text_of(stranger.get("/desk/mentions/"))
    assert stranger.post(f"/desk/mentions/{mention.id}/").status_code == 404
    assert otis.post(f"/desk/mentions/{mention.id}/")["Location"] == reported.url
    mention.refresh_from_db()
    assert mention.seen_at is not None


def test_one_press_makes_a_team_member_the_owner(browser_of, reported) -> None:
    otis = browser_of(reported.council.officer)
    assert "Take this case" in text_of(otis.get(reported.url))
    do(otis, reported, "take")
    assert now(reported).owner == reported.council.officer


def test_only_people_of_the_team_can_be_given_the_case(agent, reported) -> None:
    assert do(agent, reported, "assign", owner=reported.council.agent.id).status_code == 400
    do(agent, reported, "assign", owner=reported.council.officer.id)
    assert now(reported).owner == reported.council.officer
    do(agent, reported, "assign", owner="")
    assert now(reported).owner is None


def test_handing_to_another_department_leads_back_to_the_list_of_who_may_no_longer_see_it(browser_of, reported) -> None:
    parks = TeamFactory(name="Parks", department=DepartmentFactory(name="Parks"))
    otis = browser_of(reported.council.officer)
    answer = do(otis, reported, "hand", team=parks.id, reason="It is in the park")
    assert answer["Location"] == "/desk/"
    assert now(reported).team == parks
    assert saying(Message, direction=Direction.NOTE, text="It is in the park")
    assert otis.get(reported.url).status_code == 404


def test_service_and_priority_change(agent, reported) -> None:
    light = ServiceFactory(name="Street light", code="street-light")
    do(agent, reported, "priority", priority=Priority.URGENT)
    assert now(reported).priority == Priority.URGENT
    do(agent, reported, "priority", priority="whatever")
    assert now(reported).priority == Priority.URGENT
    do(agent, reported, "service", service=light.id)
    assert now(reported).service == light


def test_waiting_asks_the_resident_and_going_on_starts_the_clock(agent, reported) -> None:
    do(agent, reported, "wait", text="Which house is it?")
    assert now(reported).status == Status.WAITING
    assert saying(Message, direction=Direction.OUT, text="Which house is it?")
    assert "Clock stopped" in text_of(agent.get(reported.url))
    do(agent, reported, "resume")
    assert now(reported).status == Status.IN_PROGRESS


def test_closing_says_what_was_done_and_reopening_begins_again(agent, reported) -> None:
    assert do(agent, reported, "close", outcome="fixed", text="").status_code == 400
    assert do(agent, reported, "close", outcome="duplicate", text="No").status_code == 400
    assert now(reported).status == Status.RECEIVED
    do(agent, reported, "close", outcome="fixed", text="We filled it.")
    assert (now(reported).status, now(reported).outcome) == (Status.CLOSED, Outcome.FIXED)
    do(agent, reported, "reopen", reason="Still there")
    assert now(reported).status == Status.IN_PROGRESS


def test_what_cannot_be_done_any_more_is_refused_with_a_sentence(agent, reported) -> None:
    do(agent, reported, "close", outcome="fixed", text="Done.")
    answer = do(agent, reported, "wait", text="")
    assert answer.status_code == 409
    assert "cannot become" in text_of(answer)


def test_a_council_with_references_of_its_own_merges_by_them(agent, reported, settings) -> None:
    settings.HEARD_COUNCIL = settings.HEARD_COUNCIL | {"reference_prefix": "WST"}
    own = report_issue(
        Report(service=reported.council.pothole, origin="web", description="Another", location=WEST_SQUARE),
        actor=resident(None),
    )
    assert own.reference.startswith("WST-")
    assert do(agent, reported, "merge", into=own.reference.lower()).status_code == 302
    assert now(reported).merged_into == own


def test_a_duplicate_is_suggested_merged_and_taken_apart_again(agent, reported) -> None:
    again = report_issue(
        Report(
            service=reported.council.pothole, origin="web", description="A deep hole beside the bus stop again",
            location=WEST_SQUARE, email="paul@example.org",
        ),
        actor=resident(None),
    )  # fmt: skip
    assert "Perhaps the same thing" in text_of(agent.get(f"/desk/cases/{again.reference}/"))
    agent.post(f"/desk/cases/{again.reference}/merge/", {"into": reported.case.reference})
    assert "This is the same as" in text_of(agent.get(f"/desk/cases/{again.reference}/"))
    assert "Merged into this case" in text_of(agent.get(reported.url))
    agent.post(f"/desk/cases/{again.reference}/unmerge/")
    again.refresh_from_db()
    assert again.merged_into is None


def test_merging_into_a_case_one_cannot_see_says_no_more_than_that_it_cannot(browser_of, reported) -> None:
    secret = ServiceFactory(name="Abuse", confidential=True)
    hidden = report_issue(
        Report(service=secret, origin="web", description="Secret", location=WEST_SQUARE, email="s@example.org"),
        actor=resident(None),
    )
    otis = browser_of(reported.council.officer)
    answer = do(otis, reported, "merge", into=hidden.reference)
    missing = do(otis, reported, "merge", into="HRD-2222-222")
    assert now(reported).merged_into is None
    assert answer.status_code == missing.status_code or answer["Location"] == missing["Location"]


def test_a_strangers_mail_is_confirmed_by_an_agent(agent, reported) -> None:
    held = Message.objects.create(
        conversation=reported.conversation,
        direction=Direction.IN,
        channel="email",
        text="I am the neighbour",
        held=True,
    )
    assert "Somebody else replied: confirm" in text_of(agent.get(reported.url))
    do(agent, reported, "held", message=held.id, belongs="yes")
    held.refresh_from_db()
    assert not held.held
    assert do(agent, reported, "held", message=held.id, belongs="no").status_code == 404


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_who_may_not_see_the_case_changes_nothing(stranger, reported, action) -> None:
    before = Entry.objects.count()
    assert do(stranger, reported, action, text="x", reason="x").status_code == 404
    assert stranger.post(f"{reported.url}writing/").status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_who_may_only_read_the_case_changes_nothing(browser_of, reported, action) -> None:
    beside = TeamFactory(name="Bridges", department=reported.council.roads.department)
    reader = browser_of(StaffFactory(team=beside, role=Role.OFFICER))
    before = Entry.objects.count()
    assert do(reader, reported, action, text="x", reason="x").status_code == 403
    assert Entry.objects.count() == before


def test_a_confidential_case_is_for_its_team_alone(reported, browser_of) -> None:
    secret = ServiceFactory(name="Abuse", code="abuse", confidential=True)
    Case.objects.filter(pk=reported.case.pk).update(service=secret, confidential=True)
    administrator = StaffFactory(is_administrator=True)
    assert browser_of(reported.council.officer).get(reported.url).status_code == 200
    for person in (reported.council.agent, administrator):
        browser = browser_of(person)
        assert browser.get(reported.url).status_code == 404
        assert reported.case.reference not in text_of(browser.get("/desk/?view=all"))
        assert reported.case.reference not in text_of(browser.get(f"/desk/people/{reported.case.person_id}/"))


def test_an_unknown_action_is_no_page(agent, reported) -> None:
    assert do(agent, reported, "explode").status_code == 404


def test_after_a_hand_over_the_page_says_whose_it_was(browser_of, reported) -> None:
    otis = browser_of(reported.council.officer)
    assert "Handed over by" not in text_of(otis.get(reported.url))
    do(otis, reported, "hand", team=TeamFactory(department=reported.council.roads.department).id, reason="Nearer to it")
    page = text_of(otis.get(reported.url))
    assert f"Why this team Handed over by {reported.council.officer.name}" in page
    Case.objects.update(routing={"by": "None"})
    assert "Why this team" not in text_of(otis.get(reported.url))
