"""Drafts and versions: what is published never changes, and is what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from heard.domain.questions.models import QuestionnaireVersion
from heard.domain.questions.operations import (
    add_questionnaire,
    change_draft,
    discard_draft,
    draft_of,
    publish,
)
from heard.domain.questions.queries import (
    asked_codes,
    current_definition,
    current_version,
    questions_coded,
)
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput, Refused

pytestmark = pytest.mark.django_db


def asking(*codes: str) -> dict[str, Any]:
    questions = [{"code": code, "kind": "text", "label": f"What about {code}?"} for code in codes]
    return {"pages": [{"code": "all", "title": "All of it", "questions": questions}]}


def test_questions_on_one_page_are_a_version_that_is_asked() -> None:
    listed = add_questionnaire(name="A hole", questions=asking("deep", "wide")["pages"][0]["questions"], actor=SYSTEM)
    assert [one.code for one in current_definition(listed.id).questions()] == ["deep", "wide"]
    assert current_version(listed.id).number == 1


def test_codes_are_made_of_the_name_and_are_unlike_one_another() -> None:
    first, second = (add_questionnaire(name="A hole", definition=asking("deep"), actor=SYSTEM) for _ in range(2))
    assert (first.code, second.code) == ("a-hole", "a-hole-2")


def test_a_draft_is_asked_once_it_is_published() -> None:
    listed = add_questionnaire(name="A hole", definition=asking("deep"), actor=SYSTEM)
    draft = change_draft(draft_of(listed, actor=SYSTEM), definition=asking("wide"), actor=SYSTEM)
    assert draft_of(listed, actor=SYSTEM) == draft
    assert list(asked_codes()) == ["deep"]
    publish(draft, actor=SYSTEM)
    assert list(asked_codes()) == ["wide"]
    assert current_version(listed.id).number == 2


def test_what_is_published_does_not_change() -> None:
    listed = add_questionnaire(name="A hole", definition=asking("deep"), actor=SYSTEM)
    with pytest.raises(Refused, match="Begin a new draft"):
        change_draft(current_version(listed.id), definition=asking("wide"), actor=SYSTEM)


def test_a_draft_that_is_discarded_is_gone() -> None:
    listed = add_questionnaire(name="A hole", definition=asking("deep"), actor=SYSTEM)
    discard_draft(draft_of(listed, actor=SYSTEM), actor=SYSTEM)
    assert QuestionnaireVersion.objects.get() == current_version(listed.id)


def test_what_is_wrong_is_not_published_and_named_by_its_place() -> None:
    listed = add_questionnaire(name="A hole", actor=SYSTEM)
    wrong = {"pages": [{"code": "all", "title": "", "questions": []}]}
    draft = change_draft(draft_of(listed, actor=SYSTEM), definition=wrong, actor=SYSTEM)
    with pytest.raises(InvalidInput) as caught:
        publish(draft, actor=SYSTEM)
    assert caught.value.fields == {"pages[0].title": "This must not be empty."}
    assert current_version(listed.id) is None


def test_a_question_is_found_by_its_code_also_when_it_is_asked_no_more() -> None:
    listed = add_questionnaire(name="A hole", definition=asking("deep"), actor=SYSTEM)
    publish(change_draft(draft_of(listed, actor=SYSTEM), definition=asking("wide"), actor=SYSTEM), actor=SYSTEM)
    assert [one.label for one in questions_coded("deep")] == ["What about deep?"]
    assert questions_coded('deep" || true || "') == []
