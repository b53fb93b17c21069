"""An agent writes down a phone call while the resident speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import LAPTOP
from tests.walks.steps import REFERENCE, is_for_everyone, now_reads, press, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk


def test_a_known_caller_means_a_report_that_is_open(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """Dora calls twice: the second time she is known, and what she means is there already."""
    agent = visitor(LAPTOP)
    sign_in(agent, "ana@council.example.org")
    begin_a_call(agent, "+1 203 555 0190")
    expect(agent.locator("#record-people")).to_contain_text("a new person")
    agent.get_by_label("Name").fill("Dora Lind")
    say_what_and_where(agent, "The road has sunk in front of the bakery")
    is_for_everyone(agent)
    press(agent, "Save")
    expect(agent.get_by_text(re.compile("Tell them the reference"))).to_be_visible()
    first = REFERENCE.search(agent.url)
    assert first

    begin_a_call(agent, "(203) 555-0190")  # as people say it
    known = agent.locator("#record-people")
    expect(known).to_contain_text("Dora Lind")
    expect(known).to_contain_text(first[0])
    known.get_by_label(re.compile("Dora Lind")).check()
    say_what_and_where(agent, "It is getting worse")
    near = agent.locator("#record-near li").filter(has_text=first[0])
    expect(near).to_be_visible()
    is_for_everyone(agent)
    near.get_by_role("button", name="They mean this one").click()
    expect(agent.get_by_text(f"They follow {first[0]} now")).to_be_visible()
    expect(agent.locator("#case-timeline")).to_contain_text("It is getting worse")
    expect(agent.locator("#case-aside")).to_contain_text("Dora Lind")
    expect(agent.locator("#case-aside")).not_to_contain_text("people follow this case")  # she is one person


def test_without_javascript(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """Buttons look up what otherwise appears by itself."""
    agent = visitor(LAPTOP, java_script_enabled=False)
    sign_in(agent, "ana@council.example.org")
    agent.goto("/desk/record/")
    agent.get_by_label("Phone", exact=True).fill("+1 203 555 0191")
    agent.get_by_label("Name").fill("Emil Frost")
    agent.get_by_label("What do they say?").fill("A hole at the crossing")
    agent.get_by_label("What is it about?").fill("hole")
    agent.locator("#record-about").get_by_role("button", name="Find").click()
    agent.get_by_label("Pothole").check()
    agent.get_by_label("Address or street").fill("12 Elm")
    agent.locator("button[value=places]").click()
    expect(agent.get_by_label("What do they say?")).to_have_value("A hole at the crossing")
    agent.get_by_label("12 Elm Street").check()
    press(agent, "Save")
    now_reads(agent, "Pothole")
    expect(agent.locator("#case-timeline")).to_contain_text("A hole at the crossing")
    expect(agent.locator("#case-head")).to_contain_text("12 Elm Street")


def begin_a_call(agent: Page, phone: str) -> None:
    """The phone rings."""
    agent.goto("/desk/record/")
    agent.get_by_label("On the phone").check()
    agent.get_by_label("Phone", exact=True).press_sequentially(phone)


def say_what_and_where(agent: Page, words: str) -> None:
    """The caller speaks; the agent types, and picks what appears."""
    agent.get_by_label("What do they say?").fill(words)
    agent.get_by_label("What is it about?").press_sequentially("hole in road")
    agent.locator("#record-services").get_by_label("Pothole").check()
    agent.get_by_label("Address or street").press_sequentially("12 elm")
    agent.locator("#record-places").get_by_label("12 Elm Street").check()
