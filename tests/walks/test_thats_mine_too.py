"""A second resident finds the first one's report at the door and joins it; both are told how it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import LAPTOP, PHONE
from tests.walks.steps import close, is_for_everyone, nothing_to_check, now_reads, press, report_a_pothole, sign_in
from tests.walks.town_hall import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
def test_both_hear_how_it_ends(town_hall: TownHall, visitor: Callable[..., Page], *, scripts: bool) -> None:
    """Fay reports, Gus joins, the agent closes one case and writes once."""
    fay, gus = visitor(PHONE, java_script_enabled=False), visitor(PHONE, java_script_enabled=scripts)
    agent = visitor(LAPTOP)
    check = is_for_everyone if scripts else nothing_to_check
    fays, guss = f"fay-{scripts}@example.org", f"gus-{scripts}@example.org"
    reference = report_a_pothole(fay, fays, check=nothing_to_check)

    gus.goto("/report/?service=pothole")
    now_reads(gus, "Where is it?")
    gus.get_by_label("Address or street").fill("12 Elm Street")
    press(gus, "Continue")
    now_reads(gus, "Is it one of these?")
    check(gus)
    gus.locator(f"[data-case={reference}]").get_by_role("button", name=re.compile("mine too")).click()
    now_reads(gus, "That’s mine too")
    check(gus)
    press(gus, "Keep me informed")
    expect(gus.get_by_role("link", name=re.compile("Enter your email address"))).to_be_visible()
    gus.get_by_label("Email address").fill(guss)
    gus.get_by_label(re.compile("anything to add")).fill("It broke my wheel.")
    press(gus, "Keep me informed")
    expect(gus.locator("main")).to_contain_text(reference)
    check(gus)

    sign_in(agent, "ana@council.example.org")
    agent.goto(f"/desk/cases/{reference}/")
    expect(agent.locator("#case-timeline")).to_contain_text("It broke my wheel.")
    close(agent)
    for address in (fays, guss):
        wait_for(lambda to=address: town_hall.post_office.mail_to(to, containing="The hole is filled."), address)
