"""An officer outside, with a phone: what is nearest, a photo, done. The resident reads it; everybody sees the photo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.town.places import WEST_SQUARE
from tests.walks.conftest import PHONE
from tests.walks.pictures import phone_photo
from tests.walks.steps import is_for_everyone, nothing_to_check, now_reads, press, report_a_pothole, sign_in
from tests.walks.town_hall import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk

HERE = {"longitude": WEST_SQUARE.lon + 0.001, "latitude": WEST_SQUARE.lat}
LYING = {"name": "done.jpg", "mimeType": "image/jpeg", "buffer": b"no photo at all"}
DONE = {"name": "done.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(place=WEST_SQUARE)}


def test_from_the_round_to_done(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """Nearest first, a note, a file that is no photo, then done with one that is."""
    jona = visitor(PHONE, java_script_enabled=False)
    otis = visitor(PHONE, geolocation=HERE, permissions=["geolocation"])
    reference = report_a_pothole(jona, "jona@example.org", check=nothing_to_check)
    sign_in(otis, "otis@council.example.org")
    otis.goto("/desk/field/")
    is_for_everyone(otis)
    press(otis, "Nearest first")
    expect(otis.get_by_role("button", name="Sort again from here")).to_be_visible()
    stop = otis.locator(".heard-stop").filter(has=otis.locator(f"a[href='/desk/field/{reference}/']"))
    expect(stop).to_contain_text("80 m")
    stop.get_by_role("link", name="Pothole").click()
    now_reads(otis, "Pothole")
    is_for_everyone(otis)
    otis.get_by_text("Note or photo").click()
    otis.get_by_label("Note for colleagues").fill("Bring a second bag of asphalt")
    press(otis, "Keep it")
    expect(otis.get_by_text("Kept on the case.")).to_be_visible()
    finish(otis, LYING)
    expect(otis.get_by_role("alert")).to_contain_text("photo")
    expect(otis.get_by_label("What was done")).to_have_value("Filled and rolled.")
    is_for_everyone(otis)
    otis.locator("#done-photos").set_input_files(DONE)
    otis.get_by_label("Everybody may see these photos").check()
    press(otis, "Close the case and tell them")
    expect(otis.get_by_text(f"{reference} is done.")).to_be_visible()

    told = wait_for(lambda: town_hall.post_office.mail_to("jona@example.org", containing="Filled and rolled."), "news")
    assert "asphalt" not in told.get_body(("plain",)).get_content()
    jona.goto(f"/cases/{reference}/")
    expect(jona.get_by_alt_text("Photo 1")).to_be_visible()
    expect(jona.locator("main")).to_contain_text(re.compile("Fixed"))


def finish(otis: Page, photo: dict[str, object]) -> None:
    """Say that it is done."""
    otis.get_by_text("Done", exact=True).click()
    otis.get_by_label("What was done").fill("Filled and rolled.")
    otis.locator("#done-photos").set_input_files(photo)
    press(otis, "Close the case and tell them")
