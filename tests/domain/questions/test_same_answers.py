"""Pages, form and dialogue ask by one engine: the same person reaches the same answers on each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from heard.domain.questions.rules.answers import read_way
from heard.domain.questions.rules.asking import Facts
from heard.domain.questions.rules.checking import problems_in
from heard.domain.questions.rules.definition import Definition, Question, read
from heard.domain.questions.rules.dialogue import begin, reply
from heard.domain.questions.rules.walk import next_page

FACTS = Facts(now=datetime(2026, 11, 24, 12, tzinfo=UTC), area="north")
CHOICES = [{"code": code, "label": f"Answer {code}"} for code in "abc"]
KINDS = {
    "text": st.sampled_from(["a word", "another"]),
    "number": st.integers(0, 9).map(str),
    "yes_no": st.sampled_from(["yes", "no"]),
    "choice": st.sampled_from("abc"),
    "choices": st.lists(st.sampled_from("abc"), min_size=1, unique=True),
    "date": st.sampled_from(["2026-11-01", "2026-11-20"]),
}
Outcome = tuple[dict[str, Any], str]


@st.composite
def conditions(draw: st.DrawFn, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """About one or two earlier answers, or the area."""
    clauses = [draw(clause(one)) for one in draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=2))]
    clauses.append(
        draw(st.sampled_from([{"field": "area", "is": "north"}, {"field": "area", "is_not": "north"}, clauses[0]]))
    )
    return {draw(st.sampled_from(["all", "any", "none"])): clauses}


def clause(question: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Something that can be so of this question's answer."""
    name = f"answers.{question['code']}"
    return {
        "text": st.sampled_from([{"field": name, "contains": "word"}, {"field": name, "is_empty": True}]),
        "number": st.sampled_from([{"field": name, "more_than": 4}, {"field": name, "is_not": 3}]),
        "calculated": st.just({"field": name, "at_least": 8}),
        "yes_no": st.booleans().map(lambda truth: {"field": name, "is": truth}),
        "choice": st.sampled_from([{"field": name, "in": ["a", "b"]}, {"field": name, "is_not": "a"}]),
        "choices": st.just({"field": name, "is": "b"}),
        "date": st.sampled_from([{"field": name, "within": "7d"}, {"field": name, "is_empty": False}]),
    }[question["kind"]]


@st.composite
def questionnaires(draw: st.DrawFn) -> Definition:
    """A few pages with questions that hang on one another, and perhaps a stop."""
    asked: list[dict[str, Any]] = []
    pages = []
    for page in range(draw(st.integers(1, 3))):
        whole: dict[str, Any] = {"code": f"p{page}", "title": f"Page {page}"}
        if asked and draw(st.booleans()):
            whole["show_if"] = draw(conditions(asked))
        whole["questions"] = []
        for _question in range(draw(st.integers(1, 4))):
            question = draw(questions(asked))
            asked.append(question)
            whole["questions"].append(question)
        pages.append(whole)
    stops = [{"code": "stop", "title": "No", "when": draw(conditions(asked))}] if draw(st.booleans()) else []
    data = {"pages": pages, "stops": stops}
    assert problems_in(data) == []
    return read(data)


@st.composite
def questions(draw: st.DrawFn, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    numbers = [one["code"] for one in earlier if one["kind"] == "number"]
    kind = draw(st.sampled_from([*KINDS, *(["calculated"] if numbers else [])]))
    question: dict[str, Any] = {"code": f"q{len(earlier)}", "kind": kind, "label": f"Question {len(earlier)}?"}
    if kind in {"choice", "choices"}:
        question["choices"] = CHOICES
    if kind == "calculated":
        question["formula"] = f"{{{draw(st.sampled_from(numbers))}}} * 2"
    else:
        question["required"] = draw(st.booleans())
    for name in ("show_if", "required_if"):
        if earlier and kind != "calculated" and draw(st.booleans()):
            question[name] = draw(conditions(earlier))
    return question


@st.composite
def people(draw: st.DrawFn) -> tuple[Definition, dict[str, Any]]:
    """A questionnaire, and what one person would answer to each question if it were asked."""
    definition = draw(questionnaires())
    willing = {one.code: draw(KINDS[one.kind]) for one in definition.questions() if one.kind in KINDS}
    shy = draw(st.sets(st.sampled_from(sorted(willing)))) if willing else set()
    return definition, {code: None if code in shy else given for code, given in willing.items()}


def insisted(question: Question, mind: dict[str, Any], *, required: bool) -> Any:
    """What the person says: even somebody shy answers what must be answered."""
    easy = {"text": "a word", "number": "1", "yes_no": "no", "choice": "c", "choices": ["c"], "date": "2026-11-01"}
    said = mind[question.code]
    return easy[question.kind] if said is None and required else said


def by_form(definition: Definition, mind: dict[str, Any]) -> Outcome:
    """One form: what appears is filled in, and it is looked at again until nothing new appears."""
    given: dict[str, Any] = {}
    while True:
        way, _wrong = read_way(definition, given, FACTS)
        filled = {one.question.code: insisted(one.question, mind, required=one.required) for one in way.asked}
        if filled == given:
            return way.values, way.stop.code if way.stop else ""
        given = filled


def by_pages(definition: Definition, mind: dict[str, Any]) -> Outcome:
    """A page at a time; what appears on it is answered before it goes on."""
    values: dict[str, Any] = {}
    done: set[str] = set()
    while page := next_page(definition, FACTS, values, done):
        sent: dict[str, Any] = {}
        while True:
            way, wrong = read_way(definition, values | sent, FACTS, until=done | {page.code})
            on = {one.question.code: insisted(one.question, mind, required=one.required) for one in way.on(page.code)}
            if on == sent:
                assert not wrong
                break
            sent = on
        values, done = way.values, done | {page.code}
        if way.stop:
            return values, way.stop.code
    return values, ""


def by_dialogue(definition: Definition, mind: dict[str, Any]) -> Outcome:
    """In words, one question after the other."""
    turn = begin(definition, FACTS)
    while not turn.done:
        label = turn.say[-1].splitlines()[0]
        question = next(one for one in definition.questions() if one.label == label)
        said = insisted(question, mind, required="skip" not in turn.say[-1])
        turn = reply(definition, turn.state, _in_words(question, said), FACTS)
        assert turn.say[-1].splitlines()[0] != label, turn.say
    return turn.answers, turn.stopped.code if turn.stopped else ""


def _in_words(question: Question, said: Any) -> str:
    if said is None:
        return "skip"
    codes = [choice.code for choice in question.choices]
    match question.kind:
        case "choice":
            return str(codes.index(said) + 1)
        case "choices":
            return ", ".join(f"Answer {code}" for code in said)
    return str(said)


@settings(max_examples=150, deadline=None)
@given(people())
def test_the_same_answers_on_pages_in_a_form_and_in_a_dialogue(who: tuple[Definition, dict[str, Any]]) -> None:
    definition, mind = who
    assert by_form(definition, mind) == by_pages(definition, mind) == by_dialogue(definition, mind)
