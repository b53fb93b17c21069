"""Everything wrong with a questionnaire is found, with its place and a sentence."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from heard.domain.questions.rules.checking import problems_in
from heard.domain.questions.rules.definition import read, write
from tests.domain.questions.trolley import TROLLEY


def test_what_is_right_has_no_problems() -> None:
    assert problems_in(TROLLEY) == []


def test_it_reads_and_writes_the_same() -> None:
    assert write(read(TROLLEY)) == TROLLEY


def changed(*path: Any, to: Any) -> dict[str, Any]:
    whole = deepcopy(TROLLEY)
    here: Any = whole
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = to
    return whole


DEPTH = ("pages", 1, "questions", 1)
WEIGHT, SEEN = ("pages", 2, "questions", 1), ("pages", 2, "questions", 3)


def asks(name: str, operator: str, value: Any) -> dict[str, Any]:
    return {"field": name, operator: value}


@pytest.mark.parametrize(
    "data,path,sentence",
    [
        ([], "", "A questionnaire is a list of pages: write “pages”."),
        (changed("pages", 0, "title", to=""), "pages[0].title", "This must not be empty."),
        (changed("pages", 0, "colour", to="red"), "pages[0].colour", "“colour” is not known here. Use: code, title"),
        (changed(*DEPTH, "kind", to="colour"), "pages[1].questions[1].kind", "There is no such kind. Use one of: text"),
        (changed(*DEPTH, "code", to="De pth"), "pages[1].questions[1].code", "A code has small letters"),
        (changed(*DEPTH, "code", to="where"), "questions.where.code", "This code is used twice."),
        (changed("pages", 2, "first", to=True), "pages.more.first", "Pages that come before the place"),
        (changed(*DEPTH, "show_if", to=asks("answers.shop", "is", "market")), "questions.depth.show_if",
         "It asks for the answer to a question that comes later."),
        (changed(*DEPTH, "show_if", to=asks("answers.gone", "is", 1)), "questions.depth.show_if", "There is nothing"),
        (changed(*DEPTH, "show_if", to=asks("answers.where", "is", "air")), "questions.depth.show_if", "There is no"),
        (changed("pages", 0, "show_if", to=asks("area", "is", "north")), "pages.before.show_if", "There is nothing"),
        (changed(*DEPTH, "least", to="a lot"), "questions.depth.least", "Write a number."),
        (changed(*DEPTH, "least", to=30), "questions.depth.most", "The most is less than the least."),
        (changed(*SEEN, "least", to="soon"), "questions.seen.least", "Write a day like"),
        (changed("pages", 1, "questions", 0, "choices", to=[]), "questions.where.choices", "Write at least one"),
        (changed(*WEIGHT, "formula", to="{count} *"), "questions.weight.formula", "A number or a code"),
        (changed(*WEIGHT, "formula", to="{where}"), "questions.weight.formula", "No earlier question"),
        (changed("pages", 2, "questions", 0, "prefill", to="name"), "questions.shop.prefill", "The profile cannot"),
        (changed("stops", 0, "when", to=asks("answers.where", "is", "air")), "stops.private.when", "There is no"),
        (changed("stops", 0, "link", to={"url": "javascript:alert(1)"}), "stops.private.link", "Write the whole"),
        (changed("translations", "es", "questions.gone.label", to="¿?"), "translations.es.questions.gone.label",
         "There is nothing of this name to translate."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(data: Any, path: str, sentence: str) -> None:
    found = dict(problems_in(data))
    assert path in found
    assert found[path].startswith(sentence)


def test_areas_and_layers_are_checked_where_they_are_known() -> None:
    data = changed(*DEPTH, "show_if", to={"all": [asks("area", "is", "north"), asks("near.school", "at_most", 9)]})
    assert problems_in(data) == []
    assert problems_in(data, areas=lambda: {"north": "North"}, layers=lambda: {"school": "Schools"}) == []
    assert [one.path for one in problems_in(data, areas=dict, layers=dict)] == ["questions.depth.show_if"]
