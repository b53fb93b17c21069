"""Reports in the making."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heard.domain.cases.models import Draft
from heard.domain.cases.operations.drafts import (
    add_photos_to_draft,
    finish_draft,
    remove_old_drafts,
    remove_photo_from_draft,
    save_draft,
)
from heard.kernel import clock
from heard.kernel.ids import new_id
from tests.town.cases import CaseFactory

pytestmark = pytest.mark.django_db


def test_later_answers_join_earlier_ones() -> None:
    draft = save_draft(Draft(data={"service": "pothole"}), description="A hole")
    save_draft(Draft(id=draft.id), description="Two holes", done=["details"])
    assert Draft.objects.get().data == {"service": "pothole", "description": "Two holes", "done": ["details"]}


def photo(key: str) -> dict[str, str]:
    return {"key": key, "thumbnail_key": f"{key}-small"}


def test_photos_are_kept_once_and_up_to_the_limit() -> None:
    draft = save_draft(Draft())
    add_photos_to_draft(draft, [photo("a"), photo("b")], limit=3)
    add_photos_to_draft(draft, [photo("b"), photo("c"), photo("d")], limit=3)
    assert [photo["key"] for photo in Draft.objects.get().data["photos"]] == ["a", "b", "c"]
    remove_photo_from_draft(draft, "b")
    assert [photo["key"] for photo in Draft.objects.get().data["photos"]] == ["a", "c"]


def test_a_finished_draft_forgets_what_was_written() -> None:
    draft, case, conversation = save_draft(Draft(), description="A secret"), CaseFactory(), new_id()
    finish_draft(draft, case=case, conversation=conversation)
    kept = Draft.objects.get()
    assert (kept.sent_as, kept.data) == (case, {"conversation": str(conversation), "joined": False})


def test_old_drafts_are_removed() -> None:
    with time_machine.travel(clock.now() - timedelta(days=8)):
        save_draft(Draft())
    young = save_draft(Draft())
    assert remove_old_drafts(before=clock.now() - timedelta(days=7)) == set()
    assert Draft.objects.get() == young
