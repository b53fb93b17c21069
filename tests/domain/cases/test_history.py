"""A life told afterwards is the life that the operations would have lived: state, clocks and journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from heard.domain.cases.models import Case, CaseClock, Origin, Outcome
from heard.domain.cases.operations import keeping, merging, status
from heard.domain.cases.operations.history import CaseHistory, Promises, write_cases
from heard.domain.cases.operations.opening import NewCase, next_reference, open_case
from heard.domain.journal.models import Entry
from heard.domain.journal.operations import record_past
from heard.domain.teams.models import Team
from heard.kernel.actor import resident, staff
from heard.kernel.ids import id_of
from tests.town.council import Council, small_council
from tests.town.people import PersonFactory

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
EXPLANATION = {"rule": "1", "name": "Potholes", "because": []}


@pytest.fixture
def council(db: None) -> Council:
    return small_council()


def _after(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def _lived(council: Council) -> Case:
    """Through the operations, at the moments when it happened."""
    agent = staff(council.officer.id)
    person = PersonFactory(name="Ana")
    with time_machine.travel(MONDAY, tick=False) as clock:
        new = NewCase(council.pothole, Origin.WEB, description="A hole", person=person)
        case = open_case(new, actor=resident(person.id), at=MONDAY)
        case = keeping.route_case(case, team=council.roads, priority="", explanation=EXPLANATION, actor=agent)
        steps: list[tuple[float, Any]] = [
            (1, lambda: keeping.set_owner(case, owner=council.officer, actor=agent)),
            (2, lambda: status.respond(case, actor=agent)),
            (3, lambda: status.wait(case, actor=agent)),
            (26, lambda: status.resume(case, actor=agent)),
            (27, lambda: keeping.give_to_team(case, team=council.contact_centre, actor=agent)),
            (50, lambda: status.close(case, outcome=Outcome.FIXED, note="Filled", actor=agent)),
            (70, lambda: status.reopen(case, actor=agent)),
        ]
        for hours, step in steps:
            clock.move_to(_after(hours))
            step()
    return Case.objects.get(pk=case.pk)


def _told(council: Council) -> Case:
    """The same, afterwards."""
    agent, at = staff(council.officer.id), MONDAY
    person = PersonFactory(name="Ana")
    case = Case(
        id=id_of(at), created_at=at, reference=next_reference(), service=council.pothole, origin=Origin.WEB,
        description="A hole", person=person, reported_at=at, updated_at=at,
    )  # fmt: skip
    history = CaseHistory(case, Promises())
    history.open(actor=resident(person.id))
    history.route(_with_calendar(council.roads), priority="", explanation=EXPLANATION, at=at)
    history.assign(council.officer, at=_after(1), actor=agent)
    history.respond(at=_after(2), actor=agent)
    history.wait(at=_after(3), actor=agent)
    history.resume(at=_after(26), actor=agent)
    history.hand_over(_with_calendar(council.contact_centre), at=_after(27), actor=agent)
    history.close(Outcome.FIXED, note="Filled", at=_after(50), actor=agent)
    history.reopen(at=_after(70), actor=agent)
    history.settle(_after(70))
    record_past(write_cases([history]))
    return Case.objects.get(pk=case.pk)


def _with_calendar(team: Team) -> Team:
    return Team.objects.select_related("department", "calendar").get(pk=team.pk)


def _state(case: Case) -> dict[str, Any]:
    own = {"id", "created_at", "reference", "person_id", "search"}
    return {key: value for key, value in vars(case).items() if key not in own and not key.startswith("_")}


def _clocks(case: Case) -> list[Any]:
    columns = ("kind", "target", "started_at", "due_at", "paused_since", "paused_seconds", "stopped_at", "verdict")
    return sorted(CaseClock.objects.filter(case=case).values_list(*columns), key=str)


def _steps(case: Case) -> list[Any]:
    entries = Entry.objects.filter(case_id=case.id).exclude(kind="case.due_soon").order_by("at", "id")
    return list(entries.values_list("kind", "at", "public", "data"))


def test_a_life_told_is_a_life_lived(council: Council) -> None:
    lived, told = _lived(council), _told(council)
    assert _state(told) == _state(lived)
    assert _clocks(told) == _clocks(lived)
    assert _steps(told) == _steps(lived)


def test_what_a_case_cannot_do_cannot_be_told(council: Council) -> None:
    history = _bare(council)
    history.close(Outcome.FIXED, note="Filled", at=MONDAY, actor=resident(None))
    with pytest.raises(ValueError, match="cannot become"):
        history.wait(at=_after(1), actor=resident(None))
    with pytest.raises(ValueError, match="already"):
        history.reopen(at=_after(-1), actor=resident(None))


def test_a_duplicate_told_is_a_duplicate_merged(council: Council) -> None:
    agent = staff(council.agent.id)
    with time_machine.travel(MONDAY, tick=False):
        first, second = (
            keeping.route_case(
                open_case(NewCase(council.pothole, Origin.WEB), actor=agent, at=MONDAY),
                team=council.roads, priority="", explanation=EXPLANATION, actor=agent,
            )
            for _ in range(2)
        )  # fmt: skip
        lived = merging.merge(second, into=first, actor=agent)
    one, other = (_bare(council), _bare(council))
    other.merge_into(one, at=MONDAY, actor=agent)
    for history in (one, other):
        history.settle(MONDAY)
    record_past(write_cases([other, one]))
    told = Case.objects.get(pk=other.case.pk)
    assert told.merged_into_id == one.case.id
    assert (told.status, told.outcome, told.closed_at) == (lived.status, lived.outcome, lived.closed_at)
    assert _clocks(told) == _clocks(lived)
    assert [kind for kind, *_ in _steps(told)] == [kind for kind, *_ in _steps(lived)]


def _bare(council: Council) -> CaseHistory:
    case = Case(
        id=id_of(MONDAY), reference=next_reference(), service=council.pothole, origin=Origin.WEB,
        reported_at=MONDAY, updated_at=MONDAY,
    )  # fmt: skip
    history = CaseHistory(case, Promises())
    history.open(actor=staff(council.agent.id))
    history.route(_with_calendar(council.roads), priority="", explanation=EXPLANATION, at=MONDAY)
    return history
