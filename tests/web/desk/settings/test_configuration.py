"""The set-up as files, on the desk: taken along, looked at, applied, taken back."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from heard.domain.catalogue.models import Service
from heard.domain.configuration.models import Applied
from heard.domain.configuration.rules.bundles import unzipped, zipped
from heard.domain.journal.models import Entry
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
PAGE = "/desk/settings/configuration/"


@pytest.fixture
def files(administrator: Client) -> dict[str, bytes]:
    return unzipped(administrator.get(f"{PAGE}download/").content, name="heard.zip")


def a_zip(files: dict[str, bytes]) -> io.BytesIO:
    upload = io.BytesIO(zipped(files))
    upload.name = "heard.zip"
    return upload


def renamed(files: dict[str, bytes]) -> dict[str, bytes]:
    service = files["services/pothole.yaml"].decode().replace("name: Pothole", "name: Hole in the road")
    return files | {"services/pothole.yaml": service.encode()}


def test_what_is_downloaded_changes_nothing(administrator, files) -> None:
    answer = administrator.post(PAGE, {"file": a_zip(files)})
    assert "Nothing would change" in text_of(answer)


def test_the_plan_is_shown_and_then_done_and_then_taken_back(administrator, chief, files) -> None:
    before = Entry.objects.count()
    answer = administrator.post(PAGE, {"file": a_zip(renamed(files))})
    assert "Service “Hole in the road” changes" in text_of(answer)
    assert "name : Pothole → Hole in the road" in text_of(answer)
    assert (Service.objects.get(code="pothole").name, Entry.objects.count()) == ("Pothole", before)
    done = administrator.post(f"{PAGE}apply/", {"ticket": answer.context["ticket"]}, follow=True)
    assert Service.objects.get(code="pothole").name == "Hole in the road"
    assert Entry.objects.get(kind="configuration.applied").data == {"sections": ["services"], "changes": 1}
    applied = Applied.objects.get()
    assert applied.staff_id == chief.id
    assert "name : Hole in the road → Pothole" in text_of(done)
    administrator.post(f"{PAGE}{applied.id}/back/", {"ticket": done.context["ticket"]})
    assert Service.objects.get(code="pothole").name == "Pothole"
    assert "Going back" in text_of(administrator.get(PAGE))


def test_broken_files_are_refused_with_their_lines(administrator, files) -> None:
    broken = files | {"services/pothole.yaml": files["services/pothole.yaml"] + b"colour: red\n"}
    answer = administrator.post(PAGE, {"file": a_zip(broken)})
    line = broken["services/pothole.yaml"].decode().splitlines().index("colour: red") + 1
    assert answer.status_code == 400
    assert f"services/pothole.yaml {line} There is no key “colour” here" in text_of(answer)


def test_what_is_no_zip_is_refused(administrator, reported) -> None:
    upload = io.BytesIO(b"a letter")
    upload.name = "letter.zip"
    answer = administrator.post(PAGE, {"file": upload})
    assert "letter.zip 1 This is not a zip that can be read." in text_of(answer)


def test_a_zip_that_lies_in_a_folder_is_read(administrator, files) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as bundle:
        for name, content in files.items():
            bundle.writestr(f"our-council/{name}", content)
    stream.seek(0)
    stream.name = "ours.zip"
    assert "Nothing would change" in text_of(administrator.post(PAGE, {"file": stream}))


def test_a_plan_that_no_longer_holds_is_not_applied(administrator, files) -> None:
    ticket = administrator.post(PAGE, {"file": a_zip(renamed(files))}).context["ticket"]
    Service.objects.filter(code="pothole").update(reopen_days=99)
    assert administrator.post(f"{PAGE}apply/", {"ticket": ticket}).status_code == 409
    assert Service.objects.get(code="pothole").name == "Pothole"


def test_a_damaged_zip_is_refused_in_a_sentence(administrator, files) -> None:
    damaged = bytearray(zipped(files))
    begin = 30 + len(min(files))  # behind the head and the name of the first entry
    damaged[begin : begin + 4] = b"\xff\xff\xff\xff"
    upload = io.BytesIO(bytes(damaged))
    upload.name = "heard.zip"
    answer = administrator.post(PAGE, {"file": upload})
    assert answer.status_code == 400
    assert "This is not a zip that can be read." in text_of(answer)
