"""The step that asks a resident a questionnaire: whom, by which letter, and where it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.automation.models import Run, RunState
from heard.domain.automation.rules.steps import problems_of_step, step_in_words
from heard.domain.cases.models import Case
from heard.domain.conversations.models import Conversation, Message
from heard.domain.conversations.queries.askings import asking_in
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.journal.models import Entry
from heard.domain.questions.operations import add_questionnaire
from heard.flows.answer_questionnaire import answer_questionnaire
from heard.flows.automations.undoing import may_be_undone
from heard.flows.change_priority import change_priority
from heard.flows.merge_cases import merge_cases
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput
from tests.town.catalogue import asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.automation.models import Automation
    from heard.domain.questions.models import Questionnaire

    Automate = Callable[..., Automation]
    Report = Callable[..., Case]
    LetRun = Callable[[], int]


@pytest.fixture
def colour(db: None) -> Questionnaire:
    """One question that must be answered."""
    return asking({"code": "colour", "label": "Which colour?", "required": True})


@pytest.fixture
def step(colour: Questionnaire) -> dict[str, Any]:
    """As the settings write it."""
    return {"step": "ask_questionnaire", "questionnaire": colour.code, "text": "Dear {name}, about {reference}:"}


@pytest.fixture
def run(automate: Automate, reported: Report, let_run: LetRun, step: dict[str, Any]) -> Run:
    """It was asked as soon as it was reported."""
    automate(step, when={"on": "case.routed"})
    reported()
    let_run()
    return Run.objects.select_related("case").get()


def test_a_letter_leads_to_the_questions(run: Run, colour: Questionnaire) -> None:
    assert run.state == RunState.DONE, run.results
    letter = Message.objects.get(direction="out", acknowledgement=False)
    assert letter.text == f"Dear Rosa, about {run.case.reference}:"
    assert f"/ask/{colour.code}/" in letter.full_text
    assert (letter.automatic, letter.deliveries.count()) == ("automation", 1)
    assert run.case.responded_at is None
    assert not may_be_undone(run)


def test_the_journal_says_what_was_asked_in_ids_and_codes(run: Run, colour: Questionnaire) -> None:
    entry = Entry.objects.get(kind="case.asked")
    assert (entry.case_id, entry.actor_id, entry.public) == (run.case_id, run.id, False)
    assert entry.subject_id == Conversation.objects.get().id
    version = colour.versions.get()
    assert entry.data == {"questionnaire": colour.code, "version": str(version.id), "asking": entry.data["asking"]}


def test_staff_read_that_it_was_asked_and_what_was_answered(run: Run, colour: Questionnaire) -> None:
    conversation = Conversation.objects.get()
    found = asking_in(conversation, colour.code)
    assert found
    asked: dict[str, Any] = {"conversation": conversation, "case": run.case, "language": "en"}
    with pytest.raises(InvalidInput) as missing:
        answer_questionnaire(found, answers={}, **asked)
    assert list(missing.value.fields) == ["answers.colour"]
    answer = answer_questionnaire(found, answers={"colour": "Red"}, **asked)
    assert answer_questionnaire(found, answers={"colour": "Blue"}, **asked) == answer
    timeline = timeline_of(Case.objects.get())
    assert f"The resident was asked: {colour.name}" in [item.words for item in timeline]
    last = timeline[-1].message
    assert last is not None
    assert last.text == f"{colour.name}\n\nWhich colour?\nRed"


def test_an_answer_sets_off_what_waits_for_messages(
    run: Run, colour: Questionnaire, automate: Automate, let_run: LetRun
) -> None:
    automate({"step": "tag", "add": ["answered"]}, when={"on": "message.received"}, code="heard")
    conversation = Conversation.objects.get()
    found = asking_in(conversation, colour.code)
    assert found
    answer_questionnaire(found, conversation=conversation, case=run.case, answers={"colour": "Red"}, language="en")
    let_run()
    assert Case.objects.get().tags == ["answered"]


def test_whoever_joined_is_asked_nothing(
    automate: Automate, reported: Report, let_run: LetRun, step: dict[str, Any]
) -> None:
    first, second = reported(), reported(email="otto@example.org", name="Otto")
    merge_cases(second, into=first, actor=SYSTEM)
    let_run()
    automate(step, when={"on": "case.priority_changed"})
    change_priority(Case.objects.get(pk=first.pk), priority="high", actor=SYSTEM)
    let_run()
    assert [entry.subject_id for entry in Entry.objects.filter(kind="case.asked")] == [first.conversations.get().id]


def test_where_nobody_is_known_it_is_refused(
    automate: Automate, reported: Report, let_run: LetRun, step: dict[str, Any]
) -> None:
    automate(step, when={"on": "case.routed"})
    case = reported()
    Case.objects.filter(pk=case.pk).update(person=None)
    let_run()
    run = Run.objects.get()
    assert run.state == RunState.FAILED
    assert run.results == [
        {"step": "ask_questionnaire", "refused": "There is nobody to ask: we do not know who reported it."}
    ]


def test_only_what_is_published_can_be_chosen(step: dict[str, Any], colour: Questionnaire) -> None:
    assert list(problems_of_step(step)) == []
    assert step_in_words(step) == f"ask the resident the questions of “{colour.name}”"
    empty = add_questionnaire(name="Not yet", actor=SYSTEM)
    (problem,) = problems_of_step(step | {"questionnaire": empty.code})
    assert problem[0] == "questionnaire"
    (gap,) = problems_of_step(step | {"text": "See {agent}"})
    assert gap[0] == "text"
