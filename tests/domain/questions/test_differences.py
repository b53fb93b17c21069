"""What another version changes is said in sentences, and nothing is said where nothing changes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from heard.domain.questions.rules import editing
from heard.domain.questions.rules.definition import Choice, Definition, Page, Question, Stop
from heard.domain.questions.rules.differences import differences

WHERE = Question(
    code="where", kind="choice", label="Where?", choices=(Choice("street", "Street"), Choice("water", "Water"))
)
OWNER = Question(code="owner", kind="text", label="Whose is it?")
WATER = {"field": "answers.where", "is": "water"}
BEFORE = Definition(
    pages=(Page("place", "The place", questions=(WHERE, OWNER)), Page("more", "More")),
    stops=(Stop("private", WATER, "Private"),),
)


def _asking(code: str, **columns: Any) -> Definition:
    return editing.change_question(BEFORE, code, **columns)


@pytest.mark.parametrize(
    "after, sentences",
    [
        (BEFORE, []),
        (editing.add_page(BEFORE, "End"), ["New page: “End”."]),
        (editing.remove_page(BEFORE, "more", asked=()), ["The page “More” goes."]),
        (editing.change_page(BEFORE, "more", title="End"), ["The page “More” is now called “End”."]),
        (editing.move_page(BEFORE, "more", step=-1), ["The pages come in another order."]),
        (editing.change_page(BEFORE, "place", first=True), ["“The place” comes before the place."]),
        (editing.copy_question(BEFORE, "owner"), ["New question: “Whose is it?”."]),
        (editing.take_out(BEFORE, "owner", asked=["owner"]), ["No longer asked: “Whose is it?”."]),
        (editing.take_out(BEFORE, "owner", asked=()), ["The question “Whose is it?” goes."]),
        (editing.move_question(BEFORE, "owner", step=-1), ["The questions come in another order."]),
        (editing.move_question(BEFORE, "owner", step=1), ["Questions stand on other pages."]),
        (_asking("owner", label="Who owns it?"), ["“Whose is it?” is now “Who owns it?”."]),
        (_asking("owner", required=True), ["“Whose is it?” must be answered."]),
        (_asking("owner", show_if=WATER), ["“Whose is it?” is asked in other cases."]),
        (_asking("owner", least=1, most=2), ["“Whose is it?” takes other answers."]),
        (_asking("where", choices=WHERE.choices[:1]), ["“Where?” no longer offers “Water”."]),
        (_asking("where", choices=WHERE.choices[::-1]), ["“Where?” offers its choices in another order."]),
        (
            _asking("where", choices=(*WHERE.choices, Choice("park", "Park"))),
            ["“Where?” also offers “Park”."],
        ),
        (
            _asking("where", choices=(Choice("street", "Road"), WHERE.choices[1])),
            ["“Where?” says “Road” for “Street”."],
        ),
        (editing.remove_stop(BEFORE, "private"), ["It no longer stops with “Private”."]),
        (editing.change_stop(BEFORE, "private", text="Ask."), ["“Private” says something else."]),
        (
            replace(BEFORE, translations={"es": {"pages.more.title": "Más"}}),
            ["1 text differs in the language “es”."],
        ),
    ],
)
def test_each_change_is_a_sentence(after, sentences) -> None:
    assert differences(BEFORE, after) == sentences


@pytest.mark.parametrize("column", [one.name for one in fields(Question) if one.name not in {"code", "retired"}])
def test_no_change_of_a_question_goes_unsaid(column) -> None:
    other = {"choices": (), "kind": "text", "required": True, "public": True, "show_if": WATER, "required_if": WATER}

    assert differences(BEFORE, _asking("where", **{column: other.get(column, "other")}))
