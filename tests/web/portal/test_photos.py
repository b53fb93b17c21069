"""Photos of a report: five at most, each refused one named, the rest kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from heard.domain.cases.models import Draft
from heard.kernel import files
from tests.web.portal.resident import Resident, errors_in, fetch, photo

if TYPE_CHECKING:
    from tests.town.council import Council

COLOURS = ("red", "green", "blue", "white", "black", "brown")


def kept() -> list[dict[str, object]]:
    return Draft.objects.get().data.get("photos", [])


def test_a_refused_photo_is_named_and_the_others_stay(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    drawing = SimpleUploadedFile("plan.jpg", b"%PDF-1.7 not a photo", "image/jpeg")
    answer = resident.answer(draft, "photos", photos=[photo("one.heic"), drawing])
    assert answer.status_code == 400
    assert errors_in(answer)[0].startswith("plan.jpg: This is a PDF, not a photo.")
    assert [one["name"] for one in kept()] == ["one.jpg"]
    assert "You can add 4 more photos." in answer.content.decode()


def test_a_file_over_25_mb_is_refused_with_a_sentence(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    large = SimpleUploadedFile("large.jpg", b"\xff\xd8\xff" + b"0" * 25_000_000, "image/jpeg")
    answer = resident.answer(draft, "photos", photos=[large])
    assert errors_in(answer) == ["large.jpg: This photo is larger than 25 MB. Send a smaller one."]


def test_five_are_kept_and_the_sixth_is_left_out(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    answer = resident.answer(draft, "photos", photos=[photo(f"{colour}.jpg", colour=colour) for colour in COLOURS])
    assert errors_in(answer) == ["You can send 5 photos. The others were left out."]
    assert len(kept()) == 5


def test_the_same_photo_chosen_twice_is_one(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    resident.answer(draft, "photos", photos=[photo()], add="yes")
    resident.answer(draft, "photos", camera=photo())
    assert len(kept()) == 1


def test_added_photos_are_shown_and_can_be_left_out(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    assert resident.answer(draft, "photos", photos=[photo()], add="yes").headers["Location"] == f"{draft}photos/"
    key = kept()[0]["key"]
    shown = fetch(resident.client, f"{draft}photos/{key}/")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.body == files.get(kept()[0]["thumbnail_key"])
    resident.answer(draft, "photos", remove=key)
    assert kept() == []
    assert fetch(resident.client, f"{draft}photos/{key}/").status_code == 404
