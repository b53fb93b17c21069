"""Search: by number, by words, through the years, and only what the reader may see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.queries import CaseFilters, View, case_found_by_number, inbox_page
from heard.domain.teams.queries import standing_of
from heard.kernel import clock
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.staff import StaffFactory, TeamFactory

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Team
    from heard.domain.teams.rules.permissions import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def reader(team) -> Standing:
    return standing_of(StaffFactory(team=team))


def found(reader, text, **more: Any) -> list[Case]:
    return inbox_page(reader, View.ALL, CaseFilters(text=text, **more)).cases


def test_words_are_found_in_text_address_and_answer_by_their_stem(team, reader) -> None:
    by_text = CaseFactory(team=team, description="Cars parked on the pavement")
    by_address = CaseFactory(team=team, address="12 Parking Lane")
    by_answer = CaseFactory(team=team, outcome_note="An officer looked at the parking")
    CaseFactory(team=team, description="A dead tree")
    assert set(found(reader, "parking")) == {by_text, by_address, by_answer}
    assert found(reader, "parked -lane -officer") == [by_text]
    assert found(reader, '"dead tree" parked') == []


def test_newest_first_through_all_windows_of_time_page_by_page(team, reader) -> None:
    now = clock.now()
    ages = (0, 1, 13, 15, 59, 61, 239, 241, 959, 961, 4000)
    cases = [CaseFactory(team=team, description="graffiti", reported_at=now - timedelta(days=age)) for age in ages]
    CaseFactory.create_batch(3, team=team)
    seen, after = [], None
    while True:
        page = inbox_page(reader, View.ALL, CaseFilters(text="graffiti"), after, 2)
        seen += page.cases
        if (after := page.next) is None:
            break
    assert seen == cases


def test_years_after_the_last_case_the_words_are_still_found(team, reader) -> None:
    old = CaseFactory(team=team, description="graffiti", reported_at=clock.now() - timedelta(days=5000))
    assert found(reader, "graffiti") == [old]


def test_only_what_the_reader_may_see(team, reader) -> None:
    CaseFactory(description="graffiti")
    CaseFactory(description="graffiti", service=ServiceFactory(confidential=True), department=team.department)
    mine = CaseFactory(team=team, description="graffiti", service=ServiceFactory(confidential=True))
    assert found(reader, "graffiti") == [mine]


def test_filters_go_with_the_words(team, reader) -> None:
    service = ServiceFactory()
    wanted = CaseFactory(team=team, service=service, description="graffiti")
    CaseFactory(team=team, description="graffiti")
    assert found(reader, "graffiti", service=service) == [wanted]


def test_a_number_goes_straight_to_its_case_ours_or_the_old_system_s(team, reader) -> None:
    case = CaseFactory(team=team, source="old", source_id="101000001849")
    assert case_found_by_number(reader, f" {case.reference.lower().replace('-', ' ')} ") == case
    assert found(reader, "101000001849") == [case]
    assert case_found_by_number(reader, "") is None
    assert case_found_by_number(standing_of(StaffFactory()), case.reference) is None


@pytest.mark.parametrize("rows", [1, 50])
def test_a_search_takes_four_queries_however_much_it_finds(team, reader, rows, django_assert_num_queries) -> None:
    CaseFactory.create_batch(rows, team=team, description="graffiti")
    with django_assert_num_queries(4):
        assert len(found(reader, "graffiti")) == rows


@pytest.mark.parametrize("text", ["the", "!!", "'", "\\", "a & | b", '"', "%"])
def test_what_holds_no_word_finds_nothing_and_breaks_nothing(team, reader, text) -> None:
    CaseFactory(team=team, description="the dog")
    assert found(reader, text) == []
