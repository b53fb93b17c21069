"""What is wrong with a workflow is said with its place; what is written is read as it was."""

from __future__ import annotations

from copy import deepcopy

import pytest

from heard.domain.workflows.rules.checking import Known, problems
from heard.domain.workflows.rules.definition import read, write
from tests.town.workflows import REPAIR


def test_a_whole_workflow_has_nothing_wrong() -> None:
    assert problems(REPAIR, Known(teams={"finance"}, services={"marking"})) == []


def test_what_is_written_is_read_as_it_was() -> None:
    assert write(read(REPAIR)) == REPAIR


@pytest.mark.parametrize(
    "change, place",
    [
        (lambda one: one.update(stages=[]), "stages"),
        (lambda one: one.update(steps=[]), "steps"),
        (lambda one: one["stages"][0].pop("name"), "stages[0].name"),
        (lambda one: one["stages"][1].update(code="inspect"), "stages[1].code"),
        (lambda one: one["stages"][0].update(status="closed"), "stages[0].status"),
        (lambda one: one["moves"][0].update(to="nowhere"), "moves[0].to"),
        (lambda one: one["moves"][0].update(who="the mayor"), "moves[0].who"),
        (lambda one: one["moves"][0].update(who="team:nobody"), "moves[0].who"),
        (lambda one: one["moves"].append(one["moves"][0]), "moves[3].to"),
        (lambda one: one["tasks"][0].update(target="soon"), "tasks[0].target"),
        (lambda one: one["tasks"][0].update(team="nobody"), "tasks[0].team"),
        (lambda one: one["tasks"][0].update(after=["budget"]), "tasks[0].after"),
        (lambda one: one["tasks"][0].update(checklist="Photo"), "tasks[0].checklist"),
        (lambda one: one["tasks"][0].update(required="yes"), "tasks[0].required"),
        (lambda one: one["tasks"][0].update(if_refused="inspect"), "tasks[0].if_refused"),
        (lambda one: one["cases"][0].update(service="nothing"), "cases[0].service"),
        (lambda one: one["outcomes"][0].update({"as": "gone"}), "outcomes[0].as"),
        (lambda one: one["stages"].append({"code": "island", "name": "Island"}), "stages[3]"),
        (lambda one: one["translations"].update(es="hola"), "translations"),
        (lambda one: one["translations"]["es"].update(nothing="nada"), "translations.es.nothing"),
    ],
)
def test_each_fault_has_its_place(change, place) -> None:
    broken = deepcopy(REPAIR)
    change(broken)
    assert place in [one.path for one in problems(broken, Known(teams={"finance"}, services={"marking"}))]


def test_stages_that_pass_the_case_round_by_themselves_are_refused() -> None:
    circle = {
        "stages": [{"code": "one", "name": "One"}, {"code": "two", "name": "Two"}],
        "moves": [{"from": "one", "to": "two", "who": "itself"}, {"from": "two", "to": "one", "who": "itself"}],
    }
    assert [one.path for one in problems(circle)] == ["moves[0].who", "moves[1].who"]
    circle["tasks"] = [{"code": "rest", "title": "Rest", "stage": "two", "required": True}]
    assert problems(circle) == []


@pytest.mark.parametrize(
    "junk", [None, [], "stages", {"stages": "inspect"}, {"stages": ["inspect"]}, {"moves": [None]}]
)
def test_junk_is_told_and_never_breaks(junk) -> None:
    assert problems(junk)
