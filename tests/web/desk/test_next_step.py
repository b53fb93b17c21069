"""The one thing to do next."""

from __future__ import annotations

import pytest

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.people.models import Person
from heard.domain.teams.models import Staff
from heard.kernel import clock
from heard.web.desk.case.next_step import Talk, next_step

ANA = Staff(name="Ana")
MARIA = Person(name="Maria")
OWNED = {"owner": ANA, "person": MARIA, "status": Status.IN_PROGRESS}
ANSWERED = {**OWNED, "responded_at": clock.now()}
CLOSED = {**ANSWERED, "status": Status.CLOSED, "outcome": Outcome.FIXED}


@pytest.mark.parametrize(
    "case, talk, title",
    [
        (Case(person=MARIA), Talk(), "Take this case, or give it to a colleague"),
        (Case(**OWNED), Talk(), "Answer Maria"),
        (Case(**ANSWERED), Talk(resident_spoke_last=True), "Answer Maria"),
        (Case(**ANSWERED), Talk(), "Do the work, then close the case"),
        (Case(**{**ANSWERED, "status": Status.WAITING}), Talk(), "Wait for the resident"),
        (Case(**ANSWERED), Talk(held=1, undelivered=1), "Somebody else replied: confirm"),
        (Case(**ANSWERED), Talk(undelivered=1), "Your answer did not arrive"),
        (Case(**CLOSED), Talk(), "Nothing: the case is closed"),
        (Case(**CLOSED), Talk(resident_spoke_last=True), "The resident wrote after closing"),
        (Case(**CLOSED, merged_into=Case(reference="HRD-2222-222")), Talk(), "This is the same as HRD-2222-222"),
    ],
)
def test_what_presses_most_comes_first(case, talk, title) -> None:
    assert next_step(case, talk, may_own=True).title == title


def test_only_the_team_is_told_to_take_it() -> None:
    step = next_step(Case(person=MARIA), Talk(), may_own=False)
    assert step.post == ""
    assert step.opens == "reply"
