"""`heard retention`: what would go, what went, and who came back with a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from heard.cli.retention import command
from heard.domain.privacy.models import Kept, RetentionRule
from tests.flows.test_retention import closed_case, has_words, rule, said_in
from tests.town.people import PersonFactory

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> list[str]:
    answer = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output.splitlines()


def test_preview_counts_and_run_removes(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    RetentionRule.objects.all().delete()
    message = said_in(closed_case())
    rule(Kept.MESSAGES)
    rule(Kept.PEOPLE, active=False)
    would = ["Words of messages, since the case was closed · all services · 365 days · 1"]
    off = "People without an open case, since we last heard of them · all services · 365 days · switched off"
    assert said("preview") == [*would, off]
    assert has_words(message)
    with django_capture_on_commit_callbacks(execute=True):
        assert said("run") == [*would, off]
    assert not has_words(message)
    assert said("preview")[0].endswith("· 0")


def test_after_a_restore_nobody_is_erased_who_was_not() -> None:
    PersonFactory()
    assert said("after-restore") == ["0 people erased again."]
