"""What is promised for a case: with a condition before its priority's own, and that before any."""

from __future__ import annotations

import pytest

from heard.domain.cases.models import ClockKind, Origin
from heard.domain.cases.queries.promised import target_of
from heard.domain.catalogue.models import Target
from heard.domain.catalogue.operations import set_targets
from heard.domain.criteria.rules import InvalidCondition
from heard.domain.teams.rules.targets import InvalidTarget
from heard.flows.change_targets import change_targets
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import SYSTEM, resident
from tests.town.cases import CaseFactory
from tests.town.council import Council, small_council
from tests.town.places import WEST_SQUARE

pytestmark = pytest.mark.django_db
PLAIN = {"": {"first_response": "8h", "resolution": "5d"}, "urgent": {"resolution": "4h"}}
BUS_STOP = {"field": "text", "contains": "bus stop"}
NORMAL = {"field": "priority", "is": "normal"}


@pytest.fixture
def council() -> Council:
    return small_council()


def promise(council: Council, *conditional: dict[str, object]) -> None:
    set_targets(council.pothole, promises=PLAIN, conditional=conditional, actor=SYSTEM)


def promised(council: Council, **columns: object) -> str:
    target = target_of(CaseFactory(service=council.pothole, **columns))
    return target.resolution if target else ""


def test_the_first_whose_condition_fits(council) -> None:
    promise(council, {"condition": BUS_STOP, "resolution": "1d"}, {"condition": NORMAL, "resolution": "9d"})
    assert promised(council, description="by the bus stop") == "1d"
    assert promised(council, description="by the church") == "9d"


def test_a_condition_for_one_priority_alone(council) -> None:
    promise(council, {"condition": BUS_STOP, "priority": "high", "resolution": "2h"})
    assert promised(council, description="by the bus stop") == "5d"
    assert promised(council, description="by the bus stop", priority="high") == "2h"
    assert promised(council, priority="urgent") == "4h"


def test_a_condition_about_something_gone_fits_nothing(council) -> None:
    promise(council, {"condition": {"field": "answers.gone", "is": "yes"}, "resolution": "1d"})
    assert promised(council) == "5d"


def test_without_conditions_it_is_one_query(council, django_assert_num_queries) -> None:
    case = CaseFactory(service=council.pothole)
    with django_assert_num_queries(1):
        assert target_of(case).resolution == "5d"


def test_a_reported_case_gets_the_date_of_its_condition(council) -> None:
    promise(council, {"condition": BUS_STOP, "resolution": "1d"})
    report = Report(service=council.pothole, origin=Origin.WEB, description="At the bus stop", location=WEST_SQUARE)
    case = report_issue(report, actor=resident(None))
    assert case.clocks.get(kind=ClockKind.RESOLUTION).target == "1d"


def test_saved_as_they_are_they_change_nothing_and_are_left_alone_when_not_named(council) -> None:
    same = {"promises": PLAIN, "conditional": [{"condition": BUS_STOP, "resolution": "1 d"}]}
    assert set_targets(council.pothole, **same, actor=SYSTEM)
    assert not set_targets(council.pothole, **same, actor=SYSTEM)
    assert set_targets(council.pothole, promises={"": {"resolution": "6d"}}, actor=SYSTEM)
    assert list(Target.objects.filter(service=council.pothole).exclude(condition={}).values_list("resolution")) == [
        ("1d",)
    ]


def test_what_cannot_be_read_is_refused(council) -> None:
    nonsense = {"condition": {"field": "nothing-like-it", "is": 1}, "resolution": "1d"}
    with pytest.raises(InvalidCondition):
        change_targets(council.pothole, promises=PLAIN, conditional=[nonsense], actor=SYSTEM)
    with pytest.raises(InvalidTarget):
        promise(council, {"condition": BUS_STOP, "resolution": "soon"})
