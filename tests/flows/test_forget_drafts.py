"""What nobody sent is forgotten, photos and all; what somebody else still has stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine

from heard.domain.cases.models import Draft
from heard.domain.cases.operations.drafts import save_draft
from heard.domain.conversations.operations.messages import NewAttachment
from heard.flows.forget_drafts import forget_drafts
from heard.flows.report_issue import report_issue
from heard.kernel import clock, files
from heard.kernel.actor import resident
from tests.flows.test_report_issue import report

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.town.council import Council


def photo(data: bytes) -> dict[str, str]:
    """What a draft remembers of a photo."""
    return {"key": files.put(data), "thumbnail_key": files.put(b"small " + data)}


def test_photos_of_forgotten_drafts_go_unless_somebody_has_them(
    council: Council, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.HEARD_DATA = tmp_path
    unsent, sent, shared = photo(b"unsent"), photo(b"sent"), photo(b"shared")
    attachment = NewAttachment("photo.jpg", "image/jpeg", 4, sent["key"], sent["thumbnail_key"])
    report_issue(report(council, photos=(attachment,)), actor=resident(None))
    with time_machine.travel(clock.now() - timedelta(days=8)):
        save_draft(Draft(), photos=[unsent, sent, shared])
    save_draft(Draft(), photos=[shared])
    assert forget_drafts() == 2
    assert Draft.objects.count() == 1
    assert not any(map(files.exists, unsent.values()))
    assert all(map(files.exists, [*sent.values(), *shared.values()]))
