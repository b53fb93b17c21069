"""A resident opens the link below a mail on a small phone: says no to everything, some things, and takes it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import PHONE
from tests.walks.steps import is_for_everyone, nothing_to_check, now_reads, press, report_a_pothole
from tests.walks.town_hall import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_by_the_link_below_a_mail(town_hall: TownHall, visitor: Callable[..., Page], *, scripts: bool) -> None:
    """Without signing in, at 360 pixels, with scripts and without."""
    page = visitor(PHONE, java_script_enabled=scripts)
    check = is_for_everyone if scripts else nothing_to_check
    address = f"hana-{scripts}@example.org"
    report_a_pothole(page, address, check=nothing_to_check)
    mail = wait_for(lambda: town_hall.post_office.mail_to(address, containing="/preferences/"), "the acknowledgement")
    link = re.search(r"/preferences/\w+/", mail.get_body(("plain",)).get_content())
    assert link

    page.goto(link[0])
    now_reads(page, "What we may send you")
    expect(page.locator("main")).to_contain_text("h…@example.org")
    check(page)
    _fits(page, scripts=scripts)

    page.get_by_label("Only what I choose").first.check()
    press(page, "Save my choices")
    expect(page.get_by_role("link", name=re.compile("Choose at least one"))).to_be_visible()
    check(page)

    page.get_by_label("Everything", exact=True).first.check()
    press(page, "Save my choices")
    expect(page.locator("main")).to_contain_text("We keep to what you chose")
    expect(page.get_by_label("Everything", exact=True).first).to_be_checked()
    expect(page.locator("main")).to_contain_text("Agreed to “News and events: by email”")
    check(page)

    press(page, "Stop everything optional")
    expect(page.get_by_label("Nothing", exact=True).first).to_be_checked()
    expect(page.locator("main")).to_contain_text("Said no to “News and events”")
    page.goto("/preferences/cut-off/")
    now_reads(page, "This link does not work")
    check(page)


def _fits(page: Page, *, scripts: bool) -> None:
    """Nothing to scroll sideways to."""
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
