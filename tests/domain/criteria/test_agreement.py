"""The filter of the database and the predicate are twins: on any condition and any case they say the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from heard.domain.cases.models import Case
from heard.domain.criteria.rules import Kind, parse
from heard.domain.places.models import Area
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.conditions import CONDITIONS, conditions_about
from tests.town.vocabulary import AREAS, CASES, SERVICES

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

ANSWERS: list[Any] = [
    "deep",
    "DEEP",
    "",
    None,
    5,
    5.5,
    -1,
    True,
    False,
    ["deep", "wide"],
    [],
    [5, "x"],
    "5",
    "CAFÉ",
    "ПРИВЕТ",
    "привет",
    'a%b"\\_é',
    "CAFÉ",
    "2026-11-20",
]
TEXTS = ["There is a hole", "HOLE", "", "100%", "under_score", "back\\slash", "Straße CAFÉ", "ПРИВЕТ", "a 'quote\""]
MOMENTS = [NOW, NOW - timedelta(days=7), NOW + timedelta(hours=2), datetime(2026, 11, 19, 23, 30, tzinfo=UTC)]


@pytest.fixture
def cases(db: None) -> list[Case]:
    services = [ServiceFactory(code=code) for code in SERVICES]
    box = {"west": 0, "south": 0, "east": 1, "north": 1, "geometry": {}}
    areas = [*(Area.objects.create(code=code, name=name, **box) for code, name in AREAS.items()), None]
    return [
        CaseFactory(
            service=services[n % 3],
            area=areas[n % len(areas)],
            priority=["urgent", "high", "normal"][n // 2 % 3],
            description=TEXTS[n % len(TEXTS)],
            reopened=n % 4,
            confidential=n % 5 == 0,
            reported_at=MOMENTS[n % 4] + timedelta(hours=n, microseconds=n),
            responded_at=None if n % 3 == 0 else MOMENTS[n % 4],
            answers={}
            if n % 7 == 0
            else {"depth": ANSWERS[n % len(ANSWERS)], "other-one": ANSWERS[n // 2 % len(ANSWERS)]},
        )
        for n in range(40)
    ]


CHOICES = {"service": list(SERVICES), "priority": ["urgent", "low"], "area": list(AREAS)}
NAMES = [*CASES.fields, "answers.depth", "answers.other-one", "answers.never-asked"]
conditions = conditions_about(
    CASES,
    NAMES,
    CHOICES,
    {
        Kind.TEXT: ["hole", "%", "_", "\\", "café", "straße", "привет", "'", "there is a hole"],
        Kind.MOMENT: ["2026-11-20", "2026-11-13", NOW.isoformat(), "7d", "+2h", "1w", "-30m"],
        Kind.ANSWER: [one for one in ANSWERS if one not in ("", None) and not isinstance(one, list)],
    },
)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_the_filter_finds_what_the_predicate_accepts(cases: list[Case], zone: str, settings: Any) -> None:
    settings.TIME_ZONE = zone
    agree(cases)


def agree(cases: list[Case]) -> None:
    @given(conditions)
    @example({"any": [{"field": "area", "is_empty": False}, {"field": "area", "is_not": "northside"}]})
    @example({"none": [{"field": "reopened", "less_than": 10**12}]})
    @example({"none": [{"none": [{"field": "reopened", "more_than": 10**12}]}]})
    @settings(max_examples=CONDITIONS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def on_every_case(data: dict[str, Any]) -> None:
        condition = parse(data, CASES)
        found = set(Case.objects.filter(condition.as_q(now=NOW)).values_list("id", flat=True))
        assert found == {case.id for case in cases if condition.matches(case, now=NOW)}, condition.in_words()
        for case in cases:
            assert bool(condition.because(case, now=NOW)) == (case.id in found)
        assert condition.to_data() == data

    on_every_case()
