"""A report becomes a case with a team, a date and an acknowledgement; all of it or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.cases.models import Case, Origin
from heard.domain.conversations.models import Delivery, Message
from heard.domain.conversations.operations.erasing import forget_conversations
from heard.domain.journal.models import Entry
from heard.domain.people.models import Person
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident, staff
from heard.kernel.errors import InvalidInput
from tests.town.catalogue import questionnaire
from tests.town.places import ELSEWHERE, WEST_SQUARE

if TYPE_CHECKING:
    from tests.town.council import Council

ANYONE = resident(None)


def report(council: Council, **more: object) -> Report:
    """A pothole in Westside by somebody with an address."""
    given = {"description": "A deep hole", "location": WEST_SQUARE, "name": "Rosa", "email": "Rosa@Example.org"} | more
    return Report(council.pothole, Origin.WEB, **given)


def test_a_report_is_routed_and_dated(council: Council) -> None:
    case = report_issue(report(council), actor=ANYONE)
    case.refresh_from_db()
    assert case.team == council.roads
    assert case.area == council.area
    assert case.routing["name"] == "Potholes"
    assert case.routing["because"] == ["the service is Pothole"]
    assert case.respond_by == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    assert case.resolve_by == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def test_it_is_acknowledged_by_a_job_of_the_same_transaction(council: Council) -> None:
    case = report_issue(report(council), actor=ANYONE)
    delivery = Delivery.objects.get()
    assert delivery.address == "Rosa@Example.org"
    assert case.reference in delivery.message.text
    assert "Tuesday 1 December" in delivery.message.text
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("heard.deliver_message", {"delivery_id": str(delivery.id)})


def test_without_an_address_nothing_is_sent(council: Council) -> None:
    report_issue(report(council, email=""), actor=ANYONE)
    assert Delivery.objects.count() == 0


def test_the_journal_tells_the_story_without_personal_data(council: Council) -> None:
    case = report_issue(report(council), actor=ANYONE)
    kinds = list(Entry.objects.filter(case_id=case.id).order_by("id").values_list("kind", flat=True))
    assert kinds == ["case.opened", "message.received", "case.routed", "message.written"]
    for entry in Entry.objects.all():
        assert "rosa" not in str(entry.data).lower()


def test_the_same_submission_is_the_same_case(council: Council) -> None:
    once = report(council, submission=uuid4())
    assert report_issue(once, actor=ANYONE) == report_issue(once, actor=ANYONE)
    assert (Case.objects.count(), Person.objects.count(), Delivery.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "change, field",
    [
        ({"location": None}, "location"),
        ({"location": ELSEWHERE}, "location"),
        ({"description": "x" * 4001}, "description"),
        ({"email": "not an address"}, "email"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_bad_input_names_its_field_and_leaves_nothing(council: Council, change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        report_issue(report(council, **change), actor=ANYONE)
    assert list(error.value.fields) == [field]
    assert Case.objects.count() == Person.objects.count() == Entry.objects.count() == 0


def test_a_service_that_needs_a_contact_says_so(council: Council) -> None:
    council.pothole.needs_contact = True
    with pytest.raises(InvalidInput) as error:
        report_issue(report(council, email=""), actor=ANYONE)
    assert "contact" in error.value.fields


def test_an_unverified_address_is_never_linked(council: Council) -> None:
    report_issue(report(council), actor=ANYONE)
    report_issue(report(council), actor=ANYONE)
    assert Person.objects.count() == 2


def test_what_a_stranger_types_does_not_go_out_as_an_advertisement(council: Council) -> None:
    facts = {"name": "Win at http://evil.example", "address": "www.evil.example"}
    case = report_issue(report(council, **facts), actor=ANYONE)
    letter = Delivery.objects.get(message__conversation__case=case).message.text
    assert "evil" not in letter
    assert letter.startswith("Hello,")


def test_nobody_is_flooded_with_acknowledgements_however_the_address_is_written(council: Council, settings) -> None:
    settings.HEARD_REPORTS_PER_HOUR = 3
    for address in ("rosa@example.org", "Rosa@example.org", "ROSA@example.org", "rosA@Example.org"):
        report_issue(report(council, email=address), actor=ANYONE)
    assert Delivery.objects.count() == 3


def asked(council: Council, **pages: object) -> None:
    council.pothole.questionnaire = questionnaire(**pages)
    council.pothole.save()


DEEP = {"code": "deep", "kind": "choice", "label": "How deep?", "required": True,
        "choices": [{"code": "hand", "label": "A hand"}, {"code": "arm", "label": "An arm"}]}  # fmt: skip
HURT = {"code": "hurt", "kind": "person", "label": "Who was hurt?", "show_if": {"field": "answers.deep", "is": "arm"}}


def test_the_case_keeps_which_version_it_was_asked(council: Council) -> None:
    asked(council, pages=[{"code": "p", "title": "P", "questions": [DEEP]}])
    case = report_issue(report(council, answers={"deep": "hand"}), actor=ANYONE)
    assert (case.answers, case.asked) == ({"deep": "hand"}, council.pothole.questionnaire.versions.get())


def test_an_answer_that_nobody_asked_for_is_refused_whoever_sends_it(council: Council) -> None:
    asked(council, pages=[{"code": "p", "title": "P", "questions": [DEEP, HURT]}])
    with pytest.raises(InvalidInput) as caught:
        report_issue(report(council, answers={"deep": "hand", "hurt": {"name": "Ana"}}), actor=staff(uuid4()))
    assert list(caught.value.fields) == ["answers.hurt"]
    assert not Case.objects.exists()


def test_what_depends_on_the_place_is_asked_of_the_place_itself(council: Council) -> None:
    here = DEEP | {"show_if": {"field": "area", "is_not": council.area.code}}
    asked(council, pages=[{"code": "p", "title": "P", "questions": [here]}])
    with pytest.raises(InvalidInput):
        report_issue(report(council, answers={"deep": "hand"}), actor=ANYONE)
    assert report_issue(report(council), actor=ANYONE).answers == {}


def test_who_was_named_stands_under_the_residents_key_and_goes_with_it(council: Council) -> None:
    words = {"code": "more", "kind": "text", "label": "More?"}
    asked(council, pages=[{"code": "p", "title": "P", "questions": [DEEP, HURT, words]}])
    given = {"deep": "arm", "hurt": {"name": "Ana Lind", "phone": "0203 5550142"}, "more": "Call me: ana@example.org"}
    case = report_issue(report(council, answers=given), actor=ANYONE)
    assert case.answers["deep"] == "arm"
    assert "hurt" not in case.answers
    assert "ana@example.org" not in str(case.answers)
    message = Message.objects.get(direction="in")
    assert message.private_answers == {"hurt": given["hurt"], "more": given["more"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT private_answers FROM conversations_message WHERE id = %s", [message.id])
        assert b"Ana" not in bytes(cursor.fetchone()[0])
    forget_conversations([case.person], fresh={})
    assert Message.objects.get(pk=message.pk).private_answers == {}


def test_where_it_stops_nothing_is_filed(council: Council) -> None:
    stop = {"code": "no", "title": "Not ours", "text": "Ask the owner.", "when": {"field": "answers.deep", "is": "arm"}}
    asked(council, pages=[{"code": "p", "title": "P", "questions": [DEEP]}], stops=[stop])
    with pytest.raises(InvalidInput, match=r"Not ours\. Ask the owner\."):
        report_issue(report(council, answers={"deep": "arm"}), actor=ANYONE)
