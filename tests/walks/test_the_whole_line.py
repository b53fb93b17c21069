"""Resident reports with a photo on a phone → the desk shows it live, routed, dated → reply → mail → answer by mail →
closed → "not fixed" → reopened. Once with JavaScript, once without; and no page of it may shut anybody out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import LAPTOP, PHONE
from tests.walks.steps import (
    answered_by_mail,
    close,
    is_for_everyone,
    nothing_to_check,
    press,
    report_a_pothole,
    sign_in,
    tracking_link,
)
from tests.walks.town_hall import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk


def test_with_javascript(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """The live line: neither of them ever reloads."""
    rosa, agent = visitor(PHONE), visitor(LAPTOP)
    address = "rosa@example.org"
    sign_in(agent, "ana@council.example.org")
    agent.get_by_role("link", name=re.compile("^All")).first.click()
    is_for_everyone(agent)

    reference = report_a_pothole(rosa, address, check=is_for_everyone)

    row = agent.get_by_role("listitem").filter(has_text=reference).get_by_role("link").first
    expect(row).to_be_visible()
    row.click()
    main = agent.locator("main")
    expect(main.get_by_text("Roads North").first).to_be_visible()
    expect(main.get_by_text(re.compile(r"[Bb]y (\w+day \d|\d\d:\d\d)")).first).to_be_visible()
    is_for_everyone(agent)

    rosa.goto(tracking_link(town_hall, address))
    rosa.get_by_label("Add something").fill("It is growing")
    agent.get_by_label("Your answer").fill("Thank you. Which side of the road is it on?")
    press(agent, "Send answer")
    expect(rosa.get_by_text("Which side of the road is it on?")).to_be_visible()
    expect(rosa.get_by_label("Add something")).to_have_value("It is growing")
    answered_by_mail(town_hall, to=address, containing="Which side", saying="The left side, by the school.")
    expect(main.get_by_text("The left side, by the school.", exact=True)).to_be_visible()
    expect(main.get_by_text("the council wrote:")).to_be_hidden()

    close(agent)
    is_for_everyone(agent)
    expect(rosa.get_by_text("Was it fixed?")).to_be_visible()
    is_for_everyone(rosa)
    say_not_fixed(rosa)
    expect(main.get_by_text("Opened again")).to_be_visible()
    expect(agent.locator("#close")).to_be_visible()
    expect(agent.locator("#reopen")).to_have_count(0)
    is_for_everyone(agent)


def test_without_javascript(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """The same, by pages alone."""
    ben, agent = visitor(PHONE, java_script_enabled=False), visitor(LAPTOP, java_script_enabled=False)
    address = "ben@example.org"
    reference = report_a_pothole(ben, address, check=nothing_to_check)
    sign_in(agent, "ana@council.example.org")
    agent.goto(f"/desk/cases/{reference}/")
    agent.get_by_label("Your answer").fill("Thank you. Which side of the road is it on?")
    press(agent, "Send answer")
    answered_by_mail(town_hall, to=address, containing="Which side", saying="The right side.")

    def answer_is_there() -> bool:
        agent.goto(f"/desk/cases/{reference}/")
        return agent.get_by_text("The right side.", exact=True).count() > 0

    wait_for(answer_is_there, "the answer on the timeline")
    close(agent)
    ben.goto(tracking_link(town_hall, address))
    say_not_fixed(ben)
    agent.goto(f"/desk/cases/{reference}/")
    expect(agent.locator("main").get_by_text("Opened again")).to_be_visible()


def say_not_fixed(resident: Page) -> None:
    """No, it is still there."""
    expect(resident.get_by_text("The hole is filled.").first).to_be_visible()
    resident.get_by_label("No, open it again").check()
    press(resident, "Send your answer")
    expect(resident.get_by_text("Opened again").first).to_be_visible()
