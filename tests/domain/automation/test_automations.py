"""Automations as they are written down: checked as a whole, told in words, switched on from now."""

from __future__ import annotations

from typing import Any

import pytest

from heard.domain.automation.models import Automation
from heard.domain.automation.operations import (
    add_automation,
    change_automation,
    move_automation,
    switch_off,
    switch_on,
)
from heard.domain.automation.rules.checking import automation_in_words
from heard.domain.automation.rules.steps import problems_of_steps
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.journal.models import Entry
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput
from tests.town.catalogue import ServiceFactory

pytestmark = pytest.mark.django_db

URGENT = [{"step": "priority", "priority": "urgent"}]


def an_automation(**more: Any) -> Automation:
    columns: dict[str, Any] = {"name": "Hurry", "code": "hurry", "trigger": {"on": "case.opened"}, "steps": URGENT}
    return add_automation(**columns | {"actor": SYSTEM} | more)


def test_a_new_one_is_off_and_is_tried_after_the_others() -> None:
    first, second = an_automation(), an_automation(code="other")
    assert (first.position, second.position) == (1, 2)
    assert not second.active
    move_automation(second, step=-1, actor=SYSTEM)
    assert [one.code for one in Automation.objects.all()] == ["other", "hurry"]


def test_it_says_what_it_does() -> None:
    ServiceFactory(code="pothole", name="Pothole")
    said = automation_in_words(
        {"before": "resolve_by", "spell": "4h"}, {"field": "service", "is": "pothole"}, URGENT, case_vocabulary()
    )
    assert said == (
        "4 working hours before the date by which it is done, and the service is Pothole: set the priority to urgent"
    )


@pytest.mark.parametrize(
    "wrong, where",
    [
        ({"trigger": {"on": "case.danced"}}, "trigger"),
        ({"trigger": {"before": "reported", "spell": "4h"}}, "trigger"),
        ({"trigger": {"unanswered": "soon"}}, "trigger"),
        ({"condition": {"field": "moon", "is": "full"}}, "condition"),
        ({"steps": []}, "steps"),
        ({"steps": [{"step": "dance"}]}, "steps[0]"),
        ({"steps": [*URGENT, {"step": "priority"}]}, "steps[1].priority"),
        ({"steps": [{"step": "priority", "priority": "urgent", "loudly": True}]}, "steps[0].loudly"),
        ({"code": "two words"}, "code"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(wrong: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        an_automation(**wrong)
    assert list(refused.value.fields) == [where]
    assert not Automation.objects.exists()


def test_switched_on_it_looks_at_what_happens_from_then_on() -> None:
    automation = an_automation()
    switch_on(automation, actor=SYSTEM)
    automation.refresh_from_db()
    assert automation.active
    assert automation.looked_until == automation.active_since is not None
    switch_off(automation, actor=SYSTEM)
    automation.refresh_from_db()
    assert (automation.active, automation.active_since) == (False, None)


def test_a_change_of_what_it_says_counts_its_version_up_and_one_of_its_name_does_not() -> None:
    automation = an_automation()
    change_automation(automation, name="Hurry up", actor=SYSTEM)
    assert automation.version == 1
    change_automation(automation, steps=[{"step": "priority", "priority": "high"}], actor=SYSTEM)
    automation.refresh_from_db()
    assert automation.version == 2
    kinds = list(Entry.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["automation.added", "automation.changed", "automation.changed"]


@pytest.mark.parametrize(
    "url",
    ["https://x.example.org/?token=abc", "https://x.example.org/?a=1&KEY=abc", "https://me:word@x.example.org/", "x"],
    ids=["token", "key", "password", "no address"],
)
def test_an_address_of_another_system_holds_no_secret(url) -> None:
    [(where, sentence)] = problems_of_steps([{"step": "webhook", "url": url}])
    assert where == "steps[0].url"
    assert "without a password or a key" in sentence
    assert not [*problems_of_steps([{"step": "webhook", "url": "https://x.example.org/heard?council=7"}])]
