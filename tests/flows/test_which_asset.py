"""A report about one of the council's things: which it is, and the open case about it that a second one joins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heard.domain.cases.models import Case, Origin, Outcome, Status
from heard.domain.conversations.models import Direction, Message
from heard.flows.close_case import close_case
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident
from heard.kernel.errors import InvalidInput
from tests.town.assets import AssetFactory, LayerFactory
from tests.town.catalogue import asking
from tests.town.council import Council, small_council
from tests.town.places import WEST_SQUARE

pytestmark = pytest.mark.django_db
SOMEBODY = resident(None)


@pytest.fixture
def council() -> Council:
    """Potholes are about street lights here, and each has one open fault."""
    found = small_council()
    found.pothole.asset_layer = "lights"
    found.pothole.save()
    lights = LayerFactory(code="lights")
    AssetFactory(layer=lights, code="L-1")
    AssetFactory(layer=lights, code="L-2")
    return found


@pytest.fixture
def report(council) -> Report:
    return Report(
        service=council.pothole, origin=Origin.WEB, description="It is dark", asset="L-1", email="maria@example.org"
    )


def test_the_case_is_about_the_thing_and_where_it_stands(report) -> None:
    case = report_issue(report, actor=SOMEBODY)

    assert case.asset.code == "L-1"
    assert case.location == WEST_SQUARE


def test_a_thing_nobody_knows_is_refused(report) -> None:
    with pytest.raises(InvalidInput) as refusal:
        report_issue(replace(report, asset="L-9"), actor=SOMEBODY)
    assert "L-9" in refusal.value.fields["asset"]
    assert not Case.objects.exists()


def test_the_second_report_joins_the_open_case_and_is_told(report) -> None:
    first = report_issue(report, actor=SOMEBODY)
    second = report_issue(replace(report, email="tom@example.org", description="The lamp is out"), actor=SOMEBODY)

    assert (second.merged_into, second.status, second.outcome) == (first, Status.CLOSED, Outcome.DUPLICATE)
    told = Message.objects.get(conversation__case=second, direction=Direction.OUT)
    assert "Somebody reported this before you" in told.text
    assert first.reference in told.text
    assert Case.objects.exclude(status=Status.CLOSED).get() == first


def test_another_thing_or_one_that_was_mended_is_a_case_of_its_own(report) -> None:
    first = report_issue(report, actor=SOMEBODY)
    other = report_issue(replace(report, asset="L-2"), actor=SOMEBODY)
    assert other.merged_into is None

    close_case(first, outcome=Outcome.FIXED, text="Done", actor=SOMEBODY)
    again = report_issue(report, actor=SOMEBODY)
    assert again.merged_into is None


def test_without_one_open_fault_each_report_is_a_case(report) -> None:
    AssetFactory(layer=LayerFactory(code="bins", one_open_fault=False), code="B-1")
    report.service.asset_layer = "bins"
    cases = [report_issue(replace(report, asset="B-1"), actor=SOMEBODY) for _ in range(2)]
    assert all(case.merged_into is None and case.asset.code == "B-1" for case in cases)


def test_a_confidential_report_joins_nothing(report) -> None:
    report_issue(report, actor=SOMEBODY)
    report.service.confidential = True
    report.service.save()
    assert report_issue(report, actor=SOMEBODY).merged_into is None


def test_a_question_says_which_it_is_too(report) -> None:
    lamp = {"code": "lamp", "kind": "asset", "label": "Which lamp?", "layer": "lights"}
    report.service.asset_layer, report.service.questionnaire = "", asking(lamp)
    report.service.save()
    answered = replace(report, asset="", answers={"lamp": "L-2"})

    assert report_issue(answered, actor=SOMEBODY).asset.code == "L-2"
    with pytest.raises(InvalidInput) as refusal:
        report_issue(replace(answered, answers={"lamp": "L-9"}), actor=SOMEBODY)
    assert "L-9" in refusal.value.fields["answers.lamp"]
