"""A rule tried on last month: each case as it was when it came, the rules above first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heard.domain.cases.models import Case
from heard.domain.routing.models import Rule
from heard.domain.routing.operations import add_rule, change_rule
from heard.domain.routing.queries import decision_for, tried_on_the_past
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.staff import TeamFactory

pytestmark = pytest.mark.django_db
POTHOLE = {"field": "service", "is": "pothole"}


def test_it_says_what_it_would_have_sent_and_what_went_elsewhere() -> None:
    ours, theirs, pothole = TeamFactory(), TeamFactory(), ServiceFactory(code="pothole")
    with_us, with_them = CaseFactory(service=pothole, team=ours), CaseFactory(service=pothole, team=theirs)
    CaseFactory(service=ServiceFactory(), team=theirs)
    CaseFactory(service=pothole, team=theirs, reported_at=clock.now() - timedelta(days=40))
    trial = tried_on_the_past(POTHOLE, ours, rule=None)
    assert (trial.looked_at, trial.sent, trial.elsewhere) == (3, 2, 1)
    assert [(one.case, one.because) for one in trial.shown] == [(with_them, ["the service is " + pothole.name])]
    assert with_us not in [one.case for one in trial.shown]


def test_confidential_cases_are_not_even_counted() -> None:
    CaseFactory(service=ServiceFactory(code="pothole"), confidential=True, description="somebody has a knife")
    trial = tried_on_the_past({"field": "text", "contains": "knife"}, TeamFactory(), rule=None)
    assert (trial.looked_at, trial.fit, trial.elsewhere) == (0, 0, 0)


def test_rules_above_take_their_cases_first() -> None:
    ours, theirs = TeamFactory(), TeamFactory()
    CaseFactory(service=ServiceFactory(code="pothole"), team=theirs, description="a deep one")
    CaseFactory(service=Case.objects.get().service, team=theirs)
    above = add_rule(name="Deep", condition={"field": "text", "contains": "deep"}, team=theirs, actor=SYSTEM)
    below = add_rule(name="Ours", condition=POTHOLE, team=ours, actor=SYSTEM)
    trial = tried_on_the_past(POTHOLE, ours, rule=below)
    assert (trial.fit, trial.taken, trial.sent) == (2, 1, 1)
    assert tried_on_the_past(POTHOLE, ours, rule=above).taken == 0


def test_a_case_keeps_the_version_it_was_routed_by() -> None:
    case = CaseFactory(service=ServiceFactory(code="pothole"))
    rule = add_rule(name="Potholes", condition=POTHOLE, team=TeamFactory(), actor=SYSTEM)
    change_rule(rule, name="Holes", actor=SYSTEM)
    assert Rule.objects.get().version == 1
    change_rule(rule, priority="high", actor=SYSTEM)
    assert (Rule.objects.get().version, decision_for(case).explanation["version"]) == (2, 2)
