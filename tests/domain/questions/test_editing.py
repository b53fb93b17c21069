"""Changing a definition: what stays, what goes, and what never gets lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.domain.questions.rules import editing
from heard.domain.questions.rules.definition import Choice, Definition, Page, Question, read, write

WHERE = Question(
    code="where", kind="choice", label="Where is it?", choices=(Choice("street", "Street"), Choice("water", "Water"))
)
DEEP = Question(code="deep", kind="number", label="How deep?", show_if={"field": "answers.where", "is": "water"})
OWNER = Question(code="owner", kind="text", label="Whose is it?")
TROLLEY = Definition(
    pages=(Page("place", "The place", questions=(WHERE, DEEP)), Page("more", "More", questions=(OWNER,)))
)


def _codes(definition: Definition) -> list[list[str]]:
    return [[question.code for question in page.questions] for page in definition.pages]


def test_codes_come_from_words_and_are_never_used_twice() -> None:
    assert editing.question_code(TROLLEY, "Where?") == "where-2"
    assert editing.question_code(TROLLEY, "How many?") == "how-many"
    assert editing.question_code(TROLLEY, "¿?") == "question"


def test_a_page_is_added_behind_the_others_and_changed() -> None:
    longer = editing.change_page(editing.add_page(TROLLEY, "More"), "more-2", text="Nearly done.")

    assert [(page.code, page.text) for page in longer.pages] == [
        ("place", ""),
        ("more", ""),
        ("more-2", "Nearly done."),
    ]


def test_pages_change_places_and_stay_where_the_list_ends() -> None:
    assert _codes(editing.move_page(TROLLEY, "more", step=-1)) == [["owner"], ["where", "deep"]]
    assert editing.move_page(TROLLEY, "more", step=1) == TROLLEY


def test_a_copied_page_asks_about_its_own_questions() -> None:
    twice = editing.copy_page(TROLLEY, "place")

    assert _codes(twice) == [["where", "deep"], ["where-is-it", "how-deep"], ["owner"]]
    assert twice.question("how-deep").show_if == {"field": "answers.where-is-it", "is": "water"}


def test_a_removed_page_leaves_what_was_asked_retired_on_the_page_before() -> None:
    left = editing.remove_page(TROLLEY, "more", asked={"owner"})

    assert _codes(left) == [["where", "deep", "owner"]]
    assert [one.code for one in left.questions()] == ["where", "deep"]
    assert _codes(editing.remove_page(TROLLEY, "more", asked=())) == [["where", "deep"]]


def test_the_only_page_stays_for_what_was_asked_on_it() -> None:
    single = editing.remove_page(TROLLEY, "more", asked=())

    assert _codes(editing.remove_page(single, "place", asked={"where"})) == [["where"]]


def test_a_question_is_added_behind_another() -> None:
    new = Question(code="new", kind="text", label="New")

    assert _codes(editing.add_question(TROLLEY, "place", new, behind="where"))[0] == ["where", "new", "deep"]
    assert _codes(editing.add_question(TROLLEY, "place", new))[0] == ["where", "deep", "new"]


def test_a_question_moves_over_the_edge_of_its_page() -> None:
    assert _codes(editing.move_question(TROLLEY, "deep", step=-1))[0] == ["deep", "where"]
    assert _codes(editing.move_question(TROLLEY, "deep", step=1)) == [["where"], ["deep", "owner"]]
    assert _codes(editing.move_question(TROLLEY, "owner", step=-1)) == [["where", "deep", "owner"], []]
    assert editing.move_question(TROLLEY, "owner", step=1) == TROLLEY


def test_a_retired_question_is_no_step_on_the_way() -> None:
    retired = editing.take_out(editing.add_question(TROLLEY, "place", OWNER_TWO), "deep", asked={"deep"})

    assert _codes(editing.move_question(retired, "owner-two", step=-1))[0] == ["owner-two", "deep", "where"]


OWNER_TWO = Question(code="owner-two", kind="text", label="Whose else?")


def test_taken_out_a_question_goes_unless_it_was_asked() -> None:
    assert _codes(editing.take_out(TROLLEY, "deep", asked=()))[0] == ["where"]
    assert editing.take_out(TROLLEY, "deep", asked={"deep"}).question("deep").retired


def test_a_copied_question_stands_behind_the_first_under_its_own_code() -> None:
    assert _codes(editing.copy_question(TROLLEY, "where"))[0] == ["where", "where-is-it", "deep"]


def test_lines_become_choices_and_known_words_keep_their_code_and_picture() -> None:
    known = (Choice("a", "In the street", "road"), Choice("b", "In the water"))

    choices = editing.choices_read("In the  Street\n\nA\nIn the street\nIn a park", known)

    assert choices == (Choice("a", "In the street", "road"), Choice("a-2", "A"), Choice("in-a-park", "In a park"))


def test_stops_are_added_changed_moved_and_removed() -> None:
    when = {"field": "answers.where", "is": "water"}
    two = editing.add_stop(editing.add_stop(TROLLEY, when, "Private"), when, "Private", text="Ask the owner.")
    turned = editing.move_stop(editing.change_stop(two, "private", title="River"), "private-2", step=-1)

    assert [(stop.code, stop.title) for stop in turned.stops] == [("private-2", "Private"), ("private", "River")]
    assert editing.remove_stop(turned, "private-2").stops == turned.stops[1:]


def test_translations_go_with_what_they_translate() -> None:
    words = {"questions.owner.label": "¿De quién es?", "pages.more.title": "Más", "pages.place.title": "Sitio"}
    spanish = editing.translate(TROLLEY, "es", words)
    corrected = editing.translate(spanish, "es", {"pages.place.title": ""})

    left = editing.tidied(editing.take_out(corrected, "owner", asked=()))

    assert left.translations == {"es": {"pages.more.title": "Más"}}
    assert editing.without_language(left, "es").translations == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda: editing.change_page(TROLLEY, "gone", title="X"),
        lambda: editing.take_out(TROLLEY, "gone", asked=()),
        lambda: editing.remove_stop(TROLLEY, "gone") and editing.stop_of(TROLLEY, "gone"),
    ],
)
def test_what_is_not_there_is_said(change) -> None:
    with pytest.raises(editing.NotThere):
        change()


def test_a_condition_tells_whom_it_asks_about() -> None:
    condition = {"all": [{"field": "area", "is": "x"}, {"none": [{"field": "answers.where", "in": ["all"]}]}]}

    assert editing.codes_in(condition) == {"where"}
    assert editing.codes_in({}) == set()


_STEPS = st.tuples(
    st.sampled_from(["move", "copy", "out", "page", "onto"]), st.integers(0, 30), st.sampled_from([-1, 1])
)


@given(st.lists(_STEPS, max_size=25))
def test_whatever_is_done_codes_stay_apart_and_asked_questions_stay(steps) -> None:
    definition = TROLLEY
    for what, number, step in steps:
        questions = [one.code for one in definition.questions()]
        pages = [page.code for page in definition.pages]
        if what == "page":
            definition = editing.copy_page(definition, pages[number % len(pages)])
        elif not questions:
            continue
        elif what == "move":
            definition = editing.move_question(definition, questions[number % len(questions)], step=step)
        elif what == "copy":
            definition = editing.copy_question(definition, questions[number % len(questions)])
        elif what == "out":
            definition = editing.take_out(definition, questions[number % len(questions)], asked={"where"})
        else:
            code = questions[number % len(questions)]
            definition = editing.question_onto(definition, code, pages[number % len(pages)], first=step > 0)

    codes = [one.code for one in definition.questions(with_retired=True)]
    assert len(codes) == len(set(codes))
    assert "where" in codes
    assert read(write(definition)) == definition
