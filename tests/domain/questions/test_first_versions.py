"""Lists of questions from before there were versions."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from heard.domain.questions.models import Questionnaire
from heard.domain.questions.queries import current_version, definition_of
from heard.domain.questions.rules.checking import problems_in

MIGRATION = "heard.domain.questions.migrations.0005_first_versions"


@pytest.mark.django_db
def test_a_list_becomes_the_first_version_and_keeps_what_is_no_longer_asked() -> None:
    old = MigrationLoader(connection).project_state(("questions", "0004_kinds_of_answers")).apps
    rows = [old.get_model("questions", "Questionnaire").objects.create(name="A hole") for _ in range(2)]
    question = old.get_model("questions", "Question").objects.create
    choices = [{"code": "deep", "label": "Deep"}]
    question(questionnaire=rows[0], code="since", label="Since when?", kind="date", position=2, retired=True)
    question(questionnaire=rows[0], code="deep", label="How deep?", kind="choice", choices=choices, required=True)
    import_module(MIGRATION).write_first_versions(old, None)
    assert list(Questionnaire.objects.order_by("id").values_list("code", flat=True)) == ["a-hole", "a-hole-2"]
    version = current_version(rows[0].id)
    assert problems_in(version.definition) == []
    assert version.definition["pages"][0]["questions"] == [
        {"code": "deep", "kind": "choice", "label": "How deep?", "required": True, "choices": choices},
        {"code": "since", "kind": "date", "label": "Since when?", "retired": True},
    ]
    assert [one.code for one in definition_of(version).questions()] == ["deep"]
