"""A photo says where: its position becomes the pin. What is no photo, or is too large, is refused; the rest stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.town.places import WEST_SQUARE
from tests.walks.conftest import PHONE
from tests.walks.pictures import phone_photo
from tests.walks.steps import (
    is_for_everyone,
    nothing_to_check,
    now_reads,
    press,
    report_a_pothole,
    say_it_is_another,
    tracking_link,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk

LYING = {"name": "hole.jpg", "mimeType": "image/jpeg", "buffer": b"MZ this is a program" * 100}
TAKEN_THERE = {"name": "there.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(place=WEST_SQUARE)}


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_where_the_photo_was_taken(town_hall: TownHall, visitor: Callable[..., Page], *, scripts: bool) -> None:
    """A lying file, then a real one; the address that was typed stays until the photo knows better."""
    hana = visitor(PHONE, java_script_enabled=scripts)
    check = is_for_everyone if scripts else nothing_to_check
    hana.goto("/report/?service=pothole")
    hana.get_by_label("Address or street").fill("somewhere near the mill")
    by_photo(hana, LYING)
    expect(hana.get_by_role("alert")).to_contain_text("photo")
    expect(hana.get_by_label("Address or street")).to_have_value("somewhere near the mill")
    check(hana)
    by_photo(hana, TAKEN_THERE)
    expect(hana.get_by_text("This is where your photo was taken")).to_be_visible()
    expect(hana.locator("#id_lon")).to_have_value(re.compile(r"^-72\.9"))
    check(hana)
    press(hana, "Continue")
    say_it_is_another(hana, check=check)
    hana.get_by_label("What is wrong?").fill("A hole by the mill")
    press(hana, "Continue")
    now_reads(hana, "Do you have a photo?")
    expect(hana.get_by_alt_text("Photo 1")).to_be_visible()


def test_what_is_refused_costs_nothing_else(town_hall: TownHall, visitor: Callable[..., Page], tmp_path: Path) -> None:
    """On the page of a report that was sent, where words and photos are added together."""
    too_large = tmp_path / "huge.jpg"
    too_large.write_bytes(phone_photo() + bytes(26_000_000))
    ines = visitor(PHONE)
    report_a_pothole(ines, "ines@example.org", check=nothing_to_check)
    ines.goto(tracking_link(town_hall, "ines@example.org"))
    for file, sentence in ((LYING, "photo"), (too_large, "25 MB")):
        ines.get_by_label("Add something").fill("The hole has grown.")
        ines.get_by_label("Photos").set_input_files(file)
        press(ines, "Send")
        expect(ines.get_by_role("alert")).to_contain_text(sentence)
        expect(ines.get_by_label("Add something")).to_have_value("The hole has grown.")
    is_for_everyone(ines)
    ines.get_by_label("Photos").set_input_files(TAKEN_THERE)
    press(ines, "Send")
    expect(ines.get_by_text("Thank you. We added this to your report.")).to_be_visible()
    expect(ines.locator("main")).to_contain_text("The hole has grown.")


def by_photo(page: Page, file: dict[str, object]) -> None:
    """Let a photo say where."""
    field = page.get_by_label("Photo taken at the place")
    if not field.is_visible():
        page.get_by_text("Use the place of a photo").click()
    field.set_input_files(file)
    press(page, "Read the place")
