"""What is promised: tried on closed cases before it is saved, for some cases alone, in order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heard.domain.cases.models import Case, ClockKind, Outcome, Status
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import Target
from heard.domain.catalogue.operations import set_targets
from heard.flows.recompute_deadlines import recompute_deadlines
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.dates import day_in_words
from tests.town.cases import CaseFactory
from tests.town.conditions import typed
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
ELM = {"field": "address", "contains": "Elm"}
OAK = {"field": "address", "contains": "Oak"}


@pytest.fixture
def path(reported) -> str:
    return f"/desk/settings/services/{reported.council.pothole.id}/targets/"


@pytest.fixture
def done(reported) -> None:
    """Nine cases that took two days, and one that took fifty."""
    council, now = reported.council, clock.now()
    for days in [2] * 9 + [50]:
        CaseFactory(
            service=council.pothole,
            team=council.roads,
            status=Status.CLOSED,
            outcome=Outcome.FIXED,
            address="12 Elm Street" if days == 2 else "1 Oak Street",
            reported_at=now - timedelta(days=60),
            closed_at=now - timedelta(days=60 - days),
        )


def some(reported, *conditions: dict[str, object]) -> None:
    promises = [{"condition": one, "resolution": "1d"} for one in conditions]
    set_targets(reported.council.pothole, promises={"": {"resolution": "5d"}}, conditional=promises, actor=SYSTEM)


def order(service) -> list[object]:
    return [one.condition for one in Target.objects.filter(service=service).exclude(condition={})]


def test_a_promise_is_tried_and_nothing_is_saved(administrator, reported, path, done) -> None:
    page = text_of(administrator.post(path, {"resolution_": "5d", "months": "6", "try": "yes"}))
    assert "Within 5 working days: met by 90% of the 10 cases closed in the last 6 months." in page
    assert Target.objects.get(service=reported.council.pothole).first_response == "8h"

    hurried = text_of(administrator.post(path, {"resolution_": "0d", "months": "6", "try": "yes"}))
    assert "met by 0% of the 10 cases" in hurried
    assert "For nine in ten, promise it within" in hurried


def test_without_closed_cases_it_says_so(administrator, path) -> None:
    page = text_of(administrator.post(path, {"resolution_": "5d", "months": "6", "try": "yes"}))
    assert "there is nothing to try it on" in page


def test_a_promise_for_some_cases_is_tried_on_them_alone_and_saved(administrator, reported, path, done) -> None:
    some(reported, ELM)
    assert "12 Elm" not in text_of(administrator.get(path))
    page = administrator.get(f"{path}1/")
    assert page.context["form"].initial["condition"] == ELM
    fields = {field.html_name: field.value() for field in page.context["form"] if field.name != "condition"}
    assert fields["resolution"] == "1d"


def test_saving_the_plain_ones_leaves_the_others_and_their_order(administrator, reported, path) -> None:
    some(reported, ELM, OAK)
    administrator.post(path, {"resolution_": "6d"})
    assert order(reported.council.pothole) == [ELM, OAK]

    administrator.post(f"{path}2/order/", {"do": "up"})
    assert order(reported.council.pothole) == [OAK, ELM]
    administrator.post(f"{path}1/order/", {"do": "down"})
    assert order(reported.council.pothole) == [ELM, OAK]
    administrator.post(f"{path}1/order/", {"do": "remove"})
    assert order(reported.council.pothole) == [OAK]
    assert Target.objects.get(service=reported.council.pothole, condition={}).resolution == "6d"


def test_changed_promises_move_the_date_of_an_open_case(administrator, reported, path) -> None:
    some(reported, {"field": "service", "is": "pothole"})
    recompute_deadlines("service", reported.council.pothole.id)
    assert Case.objects.get().clocks.get(kind=ClockKind.RESOLUTION).target == "1d"


def test_a_promise_that_is_not_there_is_a_404(administrator, path) -> None:
    assert administrator.get(f"{path}2/").status_code == 404
    assert administrator.post(f"{path}1/order/", {"do": "up"}).status_code == 404


def test_a_promise_for_some_cases_is_written_with_the_editor_and_tried_on_them(
    administrator, reported, path, done
) -> None:
    typed_in = typed(OAK, case_vocabulary()) | {"priority": "", "resolution": "5d", "months": "6"}
    tried = text_of(administrator.post(f"{path}1/", typed_in | {"try": "yes"}))
    assert "met by 0% of the 1 case closed" in tried
    assert order(reported.council.pothole) == []
    Case.objects.update(confidential=True)
    assert "No case was closed" in text_of(administrator.post(f"{path}1/", typed_in | {"try": "yes"}))

    assert administrator.post(f"{path}1/", typed_in | {"save": "yes"}).status_code == 302
    assert order(reported.council.pothole) == [{"all": [{"field": "address", "contains": ["Oak"]}]}]
    assert "done within 5 working days" in text_of(administrator.get(path))


def test_a_promise_for_every_case_or_of_nothing_is_refused(administrator, reported, path) -> None:
    empty = administrator.post(f"{path}1/", {"condition.joint": "all", "resolution": "5d", "save": "yes"})
    assert "Say for which cases" in text_of(empty)
    nothing = administrator.post(f"{path}1/", typed(OAK, case_vocabulary()) | {"save": "yes"})
    assert "Promise something" in text_of(nothing)
    assert order(reported.council.pothole) == []


def test_what_is_typed_is_said_as_a_date(administrator, reported, path) -> None:
    page = text_of(administrator.post(path, {"resolution_": "3 days always", "try": "yes"}))
    day = day_in_words(clock.now() + timedelta(days=3))
    assert f"Reported now, in the hours of Roads North: done by {day}." in page
    some(reported, ELM)
    assert "Reported now, in the hours of Roads North: done by " in text_of(administrator.get(f"{path}1/"))


def test_only_open_cases_have_dates_that_move(administrator, reported, path) -> None:
    moving = "The dates of open cases are moving"
    assert moving in text_of(administrator.post(path, {"resolution_": "6 days"}, follow=True))
    assert Target.objects.get(service=reported.council.pothole, condition={}).resolution == "6d"
    Case.objects.update(status=Status.CLOSED, outcome=Outcome.FIXED, closed_at=clock.now())
    page = text_of(administrator.post(path, {"resolution_": "7d"}, follow=True))
    assert "New cases are promised this." in page
    assert moving not in page
