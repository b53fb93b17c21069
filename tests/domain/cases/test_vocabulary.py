"""What conditions about cases can ask: each filter finds the cases whose facts fit, whatever the condition."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from heard.domain.assets.models import Asset, Layer
from heard.domain.cases.models import Case, Follower, Outcome, Status, Task, TaskState
from heard.domain.cases.queries.access import whole_cases
from heard.domain.cases.queries.vocabulary import _sources, case_facts, case_vocabulary
from heard.domain.conversations.models import Direction
from heard.domain.criteria.rules import Family, InvalidCondition, Kind, load, parse
from heard.domain.questions.operations import add_questionnaire
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.location import Location, distance_m
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.conditions import CONDITIONS, conditions_about
from tests.town.conversations import ConversationFactory, MessageFactory
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENTS = [NOW - timedelta(days=9), NOW - timedelta(hours=3), NOW, NOW + timedelta(days=2)]
HERE = Location(-72.92, 41.31)


def metres_away(metres: float) -> Location:
    return Location(HERE.lon, HERE.lat + metres / 111_195)


@pytest.fixture
def world() -> list[Case]:
    """Cases that differ in everything a condition can ask."""
    add_questionnaire(name="Hole", questions=[{"code": "depth", "label": "How deep?", "kind": "number"}], actor=SYSTEM)
    services = [ServiceFactory(code=code) for code in ("pothole", "graffiti")]
    school = Layer.objects.create(name="Schools", one_name="school", code="school")
    lamps = [
        Asset.objects.create(layer=school, code=f"S-{n}", location=metres_away(n * 150), active=n != 1)
        for n in range(3)
    ]
    teams, people = [TeamFactory(), TeamFactory()], [PersonFactory(language="es"), PersonFactory(needs=["braille"])]
    owners = [StaffFactory(), None]
    found: list[Case] = []
    for n in range(24):
        closed, moment = n % 5 == 0, MOMENTS[n % 4]
        case = CaseFactory(
            service=services[n % 2],
            status=Status.CLOSED if closed else [Status.RECEIVED, Status.WAITING, Status.IN_PROGRESS][n % 3],
            outcome=Outcome.FIXED if closed else "",
            closed_at=moment if closed else None,
            description=["Hole", "", "a big hole"][n % 3],
            location=[metres_away(40), metres_away(700), None][n % 3],
            person=[*people, None][n % 3],
            team=teams[n % 2],
            department=teams[n % 2].department,
            owner=owners[n % 2],
            reported_at=moment + timedelta(minutes=n),
            respond_by=None if n % 3 else moment,
            resolve_by=None if n % 4 else MOMENTS[(n + 1) % 4],
            responded_at=None if n % 2 else moment,
            confidential=n % 7 == 0,
            tags=[["school-run"], ["storm", "school-run"], []][n % 3],
            stage=["", "inspect"][n % 2],
            answers=[{"depth": n}, {}, {"depth": "deep"}][n % 3],
            asset=[lamps[0], None, lamps[2]][n % 3],
            parent=found[0] if n % 6 == 1 else None,
            reopened=n % 3,
        )
        if n % 3 == 0:
            Task.objects.create(case=case, title="Look", team=teams[0], state=[TaskState.OPEN, TaskState.DONE][n % 2])
            Follower.objects.create(case=case, person=people[0])
        if n % 3:
            talk = ConversationFactory(case=case)
            for direction in (Direction.IN, Direction.OUT)[: n % 3]:
                MessageFactory(conversation=talk, direction=direction, sent_at=MOMENTS[n % 4] + timedelta(hours=n % 2))
        found.append(case)
    return list(whole_cases(Case.objects.all()))


def conditions(cases: list[Case]) -> Any:
    vocabulary = case_vocabulary(now=NOW)
    choices = {
        name: [*field.labels()][:3] or ["inspect"]
        for name, field in vocabulary.fields.items()
        if field.kind in {Kind.CHOICE, Kind.AREA} and field.choices
    } | {"tags": ["storm", "school-run", "nothing"], "stage": ["inspect"], "area": ["nowhere"]}
    names = [*vocabulary.fields, "near.school", "answers.depth"]
    values = {
        Kind.TEXT: ["hole", "S-0", "big"],
        Kind.MOMENT: ["2026-11-20", "2026-11-11", NOW.isoformat(), "7d", "+2d", "0m"],
        Kind.ANSWER: [3, "deep", 9],
        Kind.NUMBER: [0, 1, 2, 40, 300],
    }
    return vocabulary, conditions_about(vocabulary, names, choices, values)


def test_every_filter_finds_what_the_facts_fit(world: list[Case]) -> None:
    vocabulary, some = conditions(world)
    facts = {case.id: case_facts(case, now=NOW) for case in world}

    @given(some)
    @settings(max_examples=CONDITIONS, suppress_health_check=[HealthCheck.too_slow])
    def agree(data: dict[str, Any]) -> None:
        condition = load(data, vocabulary)
        found = set(Case.objects.filter(condition.as_q(now=NOW)).values_list("id", flat=True))
        assert found == {key for key, told in facts.items() if condition.matches(told, now=NOW)}, condition.in_words()

    agree()


def test_every_field_has_its_fact() -> None:
    for source in _sources:
        fields = source.fields(NOW)
        assert {one.prefix for one in fields if isinstance(one, Family)} == set(source.members)
        assert {one.name for one in fields if not isinstance(one, Family)} == set(source.facts)


def test_what_is_near_is_said_in_metres(world: list[Case]) -> None:
    condition = parse({"field": "near.school", "at_most": 100}, case_vocabulary())
    assert condition.in_words() == "the distance to the nearest school is at most 100 metres"
    near = [case for case in world if case.location and distance_m(case.location, HERE) < 100]
    assert set(Case.objects.filter(condition.as_q())) == set(near)
    with pytest.raises(InvalidCondition, match=r"near\.castle"):
        parse({"field": "near.castle", "at_most": 100}, case_vocabulary())


def test_facts_follow_the_case_in_memory(world: list[Case]) -> None:
    case = next(one for one in world if one.status == Status.RECEIVED and one.resolve_by)
    case.resolve_by, case.respond_by, case.tags = clock.now() - timedelta(hours=1), None, ["flood"]
    for clause in ({"field": "late", "is": True}, {"field": "tags", "is": "flood"}):
        assert load(clause, case_vocabulary()).matches(case_facts(case))


def test_what_no_condition_asks_for_costs_nothing(world: list[Case], django_assert_num_queries: Any) -> None:
    cheap = load({"field": "team", "is_empty": False}, case_vocabulary())
    with django_assert_num_queries(0):
        assert cheap.matches(case_facts(world[0]))


def test_a_confidential_case_about_the_same_thing_is_not_counted() -> None:
    lamp = Asset.objects.create(
        layer=Layer.objects.create(name="Lamps", one_name="lamp", code="lamp"), code="L-1", location=HERE
    )
    CaseFactory(asset=lamp, confidential=True, reported_at=NOW - timedelta(days=2))
    later = CaseFactory(asset=lamp, reported_at=NOW)
    twice = load({"field": "earlier_faults", "at_least": 1}, case_vocabulary())
    assert not Case.objects.filter(twice.as_q(), pk=later.pk).exists()
    assert not twice.matches(case_facts(later), now=NOW)
