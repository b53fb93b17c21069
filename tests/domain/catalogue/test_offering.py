"""Whether a service can be asked for: the season, the place, the age, and how that is said."""

from __future__ import annotations

from datetime import date

import pytest

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.rules.checking import check_service
from heard.domain.catalogue.rules.offering import Asking, Reason, check_offered, is_told_first, terms_of, why_not
from heard.domain.catalogue.rules.seasons import in_season, next_beginning
from heard.kernel.errors import InvalidInput

NOVEMBER = date(2026, 11, 24)
AREAS = {"north": "Northside", "west": "Westside"}


@pytest.mark.parametrize(
    "begins, ends, today, within",
    [
        ("04-01", "10-31", date(2026, 4, 1), True),
        ("04-01", "10-31", date(2026, 10, 31), True),
        ("04-01", "10-31", NOVEMBER, False),
        ("11-01", "03-31", NOVEMBER, True),
        ("11-01", "03-31", date(2027, 1, 1), True),
        ("11-01", "03-31", date(2027, 4, 1), False),
        ("", "", NOVEMBER, True),
    ],
)
def test_a_season_may_go_over_new_year(begins: str, ends: str, today: date, within: bool) -> None:  # noqa: FBT001
    assert in_season(begins, ends, today) is within


def test_the_next_beginning_is_this_year_or_the_next() -> None:
    assert next_beginning("12-01", NOVEMBER) == date(2026, 12, 1)
    assert next_beginning("04-01", NOVEMBER) == date(2027, 4, 1)
    assert next_beginning("02-29", date(2026, 2, 1)) == date(2026, 3, 1)
    assert next_beginning("02-29", date(2028, 2, 1)) == date(2028, 2, 29)


def test_out_of_season_says_when_it_begins_again() -> None:
    refused = why_not(Service(season_from="04-01", season_until="10-31"), Asking(NOVEMBER))
    assert refused is not None
    assert refused.sentence == "We do this from 1 April to 31 October. You can ask again from 1 April 2027."
    assert refused.again == date(2027, 4, 1)


@pytest.mark.parametrize("area, reason", [(None, None), ("north", None), ("east", Reason.AREA), ("", Reason.AREA)])
def test_an_area_counts_once_the_place_is_known(area: str | None, reason: Reason | None) -> None:
    refused = why_not(Service(areas=["north", "west"]), Asking(NOVEMBER, area=area, areas=AREAS))
    assert (refused.reason if refused else None) == reason
    assert refused is None or "Northside and Westside" in refused.sentence


@pytest.mark.parametrize("age, fits", [(17, False), (18, True), (65, True), (66, False), (None, True)])
def test_ages_include_the_youngest_and_the_oldest(age: int | None, fits: bool) -> None:  # noqa: FBT001
    refused = why_not(Service(age_from=18, age_until=65), Asking(NOVEMBER, age=age))
    assert (refused is None) is fits
    assert refused is None or refused.sentence == "This is for people aged 18 to 65."


def test_what_only_informs_is_never_asked_for() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_offered(Service(information_only=True), Asking(NOVEMBER))
    assert "service" in refused.value.fields


def test_an_age_that_was_not_said_is_asked_for() -> None:
    with pytest.raises(InvalidInput, match="how old"):
        check_offered(Service(age_from=60), Asking(NOVEMBER))
    check_offered(Service(age_from=60), Asking(NOVEMBER, age=60))


def test_only_what_there_is_to_know_is_told_first() -> None:
    assert not is_told_first(Service(name="Pothole"))
    assert is_told_first(Service(fee="£42 a year"))
    assert is_told_first(Service(age_from=0))
    whole = Service(fee="£42 a year", season_from="03-01", season_until="11-30", areas=["north"], age_from=18)
    assert terms_of(whole, AREAS) == [
        ("When", "1 March to 30 November"),
        ("Where", "Northside"),
        ("For whom", "People aged 18 or older"),
        ("What it costs", "£42 a year"),
    ]


@pytest.mark.parametrize(
    "columns, wrong",
    [
        ({"season_from": "04-01"}, "season_until"),
        ({"season_from": "04-31", "season_until": "05-01"}, "season_from"),
        ({"season_from": "04-01", "season_until": "4-30"}, "season_until"),
        ({"season_from": "soon", "season_until": "05-01"}, "season_from"),
        ({"age_from": 20, "age_until": 10}, "age_until"),
        ({"age_until": 300}, "age_until"),
        ({"information_only": True}, "information"),
    ],
)
def test_what_contradicts_itself_is_refused(columns: dict[str, object], wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_service(Service(**columns))
    assert set(refused.value.fields) == {wrong}


def test_what_fits_together_is_kept() -> None:
    check_service(Service(season_from="12-01", season_until="02-29", age_from=0, age_until=120))
