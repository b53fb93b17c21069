"""What holds for every calendar: counting is monotone and additive, and taking away undoes adding."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.hours import DAY, Window
from heard.domain.teams.rules.public_holidays import PublicHolidays

ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Cairo",
]
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens = draw(st.integers(0, DAY - 1))
    return Window(opens, opens + draw(st.integers(1, DAY)))


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
SOME_HOURS = st.lists(windows(), max_size=2).map(lambda day: tuple(sorted(day)))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    week = draw(
        st.lists(
            st.lists(windows(), max_size=3).map(lambda day: tuple(sorted(day))),
            min_size=7,
            max_size=7,
        )
    )
    assume(any(week))
    closures = draw(st.frozensets(DAYS, max_size=20))
    special = draw(st.dictionaries(DAYS.filter(lambda day: day not in closures), SOME_HOURS, max_size=5))
    holidays = draw(st.sampled_from([None, PublicHolidays("GB", "SCT"), PublicHolidays("US", "CT")]))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    return BusinessCalendar(zone, tuple(week), closures, tuple(sorted(special.items())), holidays)


instants = st.integers(0, 2 * 365 * 86_400).map(lambda seconds: EPOCH + timedelta(seconds=seconds))
spells = st.integers(0, 60 * 86_400)


@given(calendars(), instants, instants, instants)
def test_between_is_additive(cal: BusinessCalendar, a: datetime, b: datetime, c: datetime) -> None:
    assert cal.between(a, b) + cal.between(b, c) == cal.between(a, c)


@given(calendars(), instants, instants, spells)
def test_adding_is_monotone(cal: BusinessCalendar, a: datetime, b: datetime, spell: int) -> None:
    first, last = sorted((a, b))
    assert cal.add(first, spell) <= cal.add(last, spell)
    assert cal.add_working_days(first, spell % 30) <= cal.add_working_days(last, spell % 30)


@given(calendars(), instants, spells, spells)
def test_adding_twice_is_adding_the_sum(cal: BusinessCalendar, start: datetime, one: int, other: int) -> None:
    assert cal.add(cal.add(start, one), other) == cal.add(start, one + other)


@given(calendars(), instants, spells)
def test_what_was_added_lies_between(cal: BusinessCalendar, start: datetime, spell: int) -> None:
    assert cal.between(start, cal.add(start, spell)) == spell
    assert cal.between(cal.subtract(start, spell), start) == spell


@given(calendars(), instants, spells)
def test_taking_away_undoes_adding(cal: BusinessCalendar, start: datetime, spell: int) -> None:
    opening = cal.next_opening(start)
    assert cal.subtract(cal.add(opening, spell), spell) == opening


@given(calendars(), instants, st.integers(1, 60 * 86_400))
def test_time_passes_only_while_open(cal: BusinessCalendar, start: datetime, spell: int) -> None:
    end = cal.add(start, spell)
    assert cal.is_open(end - timedelta(seconds=1))
    assert not cal.between(start, cal.next_opening(start))


@given(calendars(), instants, st.integers(0, 30))
def test_a_working_day_ends_where_it_says(cal: BusinessCalendar, start: datetime, days: int) -> None:
    end = cal.add_working_days(start, days)
    assert cal.end_of_day(end - timedelta(seconds=1)) == end
    assert cal.add_working_days(start, days + 1) > end


@given(calendars(), instants, st.integers(0, 30))
def test_working_days_back_undo_working_days(cal: BusinessCalendar, start: datetime, days: int) -> None:
    end = cal.add_working_days(start, days)
    begun = cal.subtract_working_days(end - timedelta(seconds=1), days)
    assert cal.add_working_days(begun, days) == end
    assert begun <= cal.next_opening(start)


@given(calendars(), instants, instants, st.integers(0, 30))
def test_working_days_back_are_monotone(cal: BusinessCalendar, a: datetime, b: datetime, days: int) -> None:
    first, last = sorted((a, b))
    assert cal.subtract_working_days(first, days) <= cal.subtract_working_days(last, days)
