"""The pages of an import: choose, match, see, start, and mend what was rejected."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Attachment
from heard.domain.imports.models import Import, ImportState
from heard.domain.people.models import Identity, IdentityKind
from heard.flows.bring_in.running import forget_file, run_import
from heard.flows.forget_imports import forget_imports
from heard.kernel import files
from tests.town.conversations import MessageFactory

pytestmark = pytest.mark.django_db
PEOPLE = "id,name,email\n1,Rosa Diaz,rosa@example.org\n2,Sam Lee,sam at example\n"
REQUESTS = (
    "Case number;Opened;Category;State;Text\n7;2026-03-02;Pothole;Closed;Deep hole\n8;2026-03-03;Pothole;frozen;Hole\n"
)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path) -> None:
    settings.HEARD_DATA = tmp_path


def _upload(administrator, text: str, **terms: str) -> Import:
    data = {"source": "old-desk", "what": "people", "format": "", **terms}
    answer = administrator.post(
        reverse("desk:imports"), data | {"file": SimpleUploadedFile("people.csv", text.encode())}, follow=True
    )
    assert answer.status_code == 200
    return Import.objects.get()


def test_people_are_seen_before_they_come_in_and_the_rejected_can_be_mended(administrator) -> None:
    row = _upload(administrator, PEOPLE)
    page = administrator.get(reverse("desk:import", args=[row.id])).content.decode()
    assert "Rosa Diaz" in page
    assert "email address like" in page
    assert not Identity.objects.filter(kind=IdentityKind.ACCOUNT).exists()
    chosen = {"column_id": "id", "column_name": "name", "column_email": "email", "start": "yes"}
    administrator.post(reverse("desk:import", args=[row.id]), chosen)
    run_import(row.id)
    row.refresh_from_db()
    assert (row.state, row.counts["created"], row.counts["rejected"]) == (ImportState.DONE, 1, 1)
    assert row.file == ""
    table = administrator.get(reverse("desk:import_rejected", args=[row.id])).content.decode()
    assert "Sam Lee" in table
    assert "heard_error" in table
    assert "Rosa" not in table


def test_the_uploaded_file_is_gone_when_the_import_is_done(administrator) -> None:
    row = _upload(administrator, PEOPLE)
    key = row.file
    administrator.post(
        reverse("desk:import", args=[row.id]), {"column_id": "id", "column_name": "name", "start": "yes"}
    )
    run_import(row.id)
    assert not files.exists(key)


def test_a_file_that_somebody_sent_as_well_stays(administrator) -> None:
    row = _upload(administrator, PEOPLE)
    key = row.file
    Attachment.objects.create(message=MessageFactory(), key=key, name="people.csv", size=row.size)
    forget_file(key)
    assert files.exists(key)
    row.delete()
    forget_file(key)
    assert files.exists(key)


def test_statuses_are_matched_and_an_unknown_one_is_rejected_unless_somebody_says_what_it_means(administrator) -> None:
    row = _upload(administrator, REQUESTS, what="requests")
    page = administrator.get(reverse("desk:import", args=[row.id])).content.decode()
    assert "“frozen” means" in page
    assert "does not say what the status “frozen” means" in page
    columns = {
        "column_id": "Case number", "column_reported_at": "Opened", "column_service_name": "Category",
        "column_status": "State", "column_description": "Text", "zone": "UTC",
    }  # fmt: skip
    meanings = {"meaning_0": "closed", "meaning_1": "waiting"}
    administrator.post(reverse("desk:import", args=[row.id]), columns | meanings | {"start": "yes"})
    run_import(row.id)
    assert sorted(Case.objects.filter(source="old-desk").values_list("source_id", "status")) == [
        ("7", "closed"),
        ("8", "waiting"),
    ]


def test_a_needed_column_is_asked_for(administrator) -> None:
    row = _upload(administrator, PEOPLE)
    answer = administrator.post(reverse("desk:import", args=[row.id]), {"column_name": "name", "start": "yes"})
    assert answer.status_code == 400
    row.refresh_from_db()
    assert row.state == ImportState.PREPARED


def test_a_file_that_cannot_be_read_says_so_and_brings_in_nothing(administrator) -> None:
    administrator.post(
        reverse("desk:imports"),
        {"source": "old", "what": "people", "format": "", "file": SimpleUploadedFile("people.xlsx", b"no workbook")},
    )
    answer = administrator.get(reverse("desk:import", args=[Import.objects.get().id]))
    assert answer.status_code == 400
    assert "no workbook that can be read" in answer.content.decode()


def test_a_week_later_nothing_of_it_is_kept(administrator) -> None:
    row = _upload(administrator, PEOPLE)
    forget_imports()
    assert files.exists(row.file)
    with time_machine.travel(row.created_at + timedelta(days=8)):
        forget_imports()
    assert not files.exists(row.file)
    row.refresh_from_db()
    assert row.file == ""
