"""Two people at the desk on one case: each sees the other and what the other does, and nobody loads a page again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import LAPTOP, PHONE
from tests.walks.steps import is_for_everyone, nothing_to_check, press, report_a_pothole, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk


def test_they_see_each_other_and_the_list_stays_one_list(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """Looking, writing, answering, leaving; meanwhile another report comes in."""
    resident, ana, otis = visitor(PHONE, java_script_enabled=False), visitor(LAPTOP), visitor(LAPTOP)
    reference = report_a_pothole(resident, "cora@example.org", check=nothing_to_check)
    for page, address in ((ana, "ana@council.example.org"), (otis, "otis@council.example.org")):
        sign_in(page, address)
        page.goto(f"/desk/cases/{reference}/?view=all")
    ana.evaluate("document.body.dataset.loaded = 'once'")

    expect(ana.locator("#case-viewers")).to_contain_text("Otis Officer is looking at this too")
    expect(otis.locator("#case-viewers")).to_contain_text("Ana Agent is looking at this too")
    otis.get_by_label("Your answer").press_sequentially("We are on our way.")
    expect(ana.locator("#case-viewers")).to_contain_text("Otis Officer is writing a reply")
    is_for_everyone(ana)
    ana.get_by_label("Your answer").fill("Dear Cora, I will ask my colleague")
    press(otis, "Send answer")
    expect(ana.locator("#case-timeline")).to_contain_text("We are on our way.")
    expect(ana.get_by_label("Your answer")).to_have_value("Dear Cora, I will ask my colleague")

    another = report_a_pothole(resident, "cora@example.org", check=nothing_to_check)
    expect(ana.locator("#inbox-list")).to_contain_text(another)
    otis.get_by_role("link", name=re.compile("^Inbox")).click()
    expect(ana.locator("#case-viewers")).not_to_contain_text("Otis")

    assert ana.evaluate("document.body.dataset.loaded") == "once"
    is_one_page(ana)


def test_a_session_that_ended_never_shows_a_page_in_a_page(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """Signed out in another tab: the next change leads to the sign-in page, whole."""
    ana = visitor(LAPTOP)
    sign_in(ana, "ana@council.example.org")
    ana.context.clear_cookies()
    ana.evaluate("document.body.dispatchEvent(new CustomEvent('live:inbox'))")
    expect(ana).to_have_url(re.compile("/desk/sign-in/"))
    expect(ana.get_by_role("heading", level=1)).to_have_count(1)
    expect(ana.locator("#inbox-list")).to_have_count(0)


def test_a_form_with_a_mistake_keeps_the_list_alive(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """The page of a mistake stands at the address of an action: its list must still find the list."""
    resident, ana = visitor(PHONE, java_script_enabled=False), visitor(LAPTOP)
    reference = report_a_pothole(resident, "cora@example.org", check=nothing_to_check)
    sign_in(ana, "ana@council.example.org")
    ana.goto(f"/desk/cases/{reference}/?view=all")
    press(ana, "Send answer")
    expect(ana.get_by_role("link", name="Write an answer")).to_be_visible()
    is_for_everyone(ana)
    another = report_a_pothole(resident, "cora@example.org", check=nothing_to_check)
    expect(ana.locator("#inbox-list")).to_contain_text(another)
    is_one_page(ana)


def is_one_page(page: Page) -> None:
    """No page within a page, no list within a list."""
    for selector in ("header.heard-bar", "main", "#inbox-list"):
        expect(page.locator(selector)).to_have_count(1)
