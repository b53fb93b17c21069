"""An administrator builds "abandoned shopping trolley" from nothing and without code: departments, promise, questions,
rules, automations. It is reported on a phone and on the desk, played as a conversation, and escalated before its date.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks import building
from tests.walks.conftest import LAPTOP, PHONE
from tests.walks.steps import REFERENCE, is_for_everyone, nothing_to_check, now_reads, press, sign_in, tracking_link
from tests.walks.town_hall import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk
NAME = "Abandoned shopping trolley"
PLAIN = "Left-behind trolley"  # the one that is built without JavaScript
AT_MOST = 600  # seconds
THANKS = "Thank you. Trolleys are collected by {date}, by {team}."


def test_a_trolley_from_nothing(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """Settings, try-out, portal, desk."""
    chief, rosa = visitor(LAPTOP), visitor(PHONE)
    sign_in(chief, "ada@council.example.org")

    began = time.monotonic()
    _build(chief, NAME, check=is_for_everyone)
    _talk(chief)
    _publish(chief, check=is_for_everyone)
    _rules(chief)
    _automations(chief)
    took = time.monotonic() - began
    print(f"\nbuilt and tried in the browser in {took:.0f} s")  # noqa: T201 -- the figure that `pytest -s` is run for
    assert took < AT_MOST

    reference = _report(rosa, NAME, email="trolley@example.org", depth=None)
    _street_care_has_it(chief, reference)
    _is_thanked(town_hall, rosa)
    _waterways_have_it(chief)
    _escalates(chief, reference)


def test_without_javascript(visitor: Callable[..., Page]) -> None:
    """The same pages, with buttons where otherwise something appears by itself."""
    chief, rosa = visitor(LAPTOP, java_script_enabled=False), visitor(PHONE, java_script_enabled=False)
    sign_in(chief, "ada@council.example.org")
    _build(chief, PLAIN, check=nothing_to_check)
    _publish(chief, check=nothing_to_check)
    building.add_a_rule(chief, "Left-behind trolleys", [("service", PLAIN)], to="Roads North (Roads)")
    building.begin_an_automation(chief, "Thanks for it", when="When a case is reported", service=PLAIN)
    building.add_a_step(chief, "Write to the resident")
    chief.get_by_label("Or a text").fill(THANKS)
    building.save_and_switch_on(chief, "Thanks for it")

    reference = _report(rosa, PLAIN, email="plain@example.org", depth="1.5")
    chief.goto(f"/desk/cases/{reference}/")
    expect(chief.locator("#case-head")).to_contain_text("Roads North")
    expect(chief.locator("#case-timeline")).to_contain_text("How deep is the water?")


def _build(chief: Page, name: str, *, check: Callable[[Page], None]) -> None:
    if name == NAME:
        building.add_a_department(chief, "Environment", team="Street care")
        building.add_a_department(chief, "Waterways", team="Canals")
        building.invite_a_manager(chief, "Mona Manager", email="mona@council.example.org", team="Street care")
    building.add_a_service(chief, name)
    building.promise(chief, name, "3d")
    building.ask_something(chief, name)
    check(chief)
    building.ask(chief, "Where is it now?", "One of a list", choices="In the street\nIn the water")
    building.ask(chief, "How deep is the water?", "Number", only_when="In the water")
    building.ask(chief, "Is it on private land?", "Yes or no")
    building.stop_when(chief, "is-it-on-private-land=yes", title="This is private land", text="Ask the owner.")
    check(chief)


def _talk(chief: Page) -> None:
    chief.get_by_role("button", name="Try it out").click()
    expect(chief.get_by_role("heading", level=1)).to_contain_text("Try it out")
    chief.get_by_label("In the water").check()
    expect(chief.get_by_label("How deep is the water?")).to_be_visible()
    is_for_everyone(chief)
    chief.get_by_role("link", name="As a conversation").click()
    for said in ("water", "1,5", "yes"):
        chief.get_by_label("Answer as a resident").fill(said)
        chief.keyboard.press("Enter")
        expect(chief.locator(".heard-chat__line--mine").last).to_contain_text(said)
    expect(chief.get_by_text("Ask the owner.").first).to_be_visible()
    is_for_everyone(chief)
    chief.get_by_role("link", name=NAME).first.click()


def _publish(chief: Page, *, check: Callable[[Page], None]) -> None:
    chief.get_by_role("button", name="Publish…").click()
    expect(chief.get_by_text("New stop: “This is private land”.")).to_be_visible()
    check(chief)
    press(chief, "Publish")
    expect(chief.get_by_text("Asked now")).to_be_visible()


def _rules(chief: Page) -> None:
    """Water first: the first rule that fits wins."""
    trolley = ("service", NAME)
    water = ("answers.where-is-it-now", "In the water")
    building.add_a_rule(chief, "Trolleys in the water", [trolley, water], to="Canals (Waterways)")
    westside = ("area", "Westside")
    building.add_a_rule(chief, "Trolleys in Westside", [trolley, westside], to="Street care (Environment)")
    is_for_everyone(chief)


def _automations(chief: Page) -> None:
    building.begin_an_automation(chief, "Thanks for the trolley", when="When a case is reported", service=NAME)
    building.add_a_step(chief, "Write to the resident")
    chief.get_by_label("Or a text").fill(THANKS)
    is_for_everyone(chief)
    building.save_and_switch_on(chief, "Thanks for the trolley")
    building.begin_an_automation(
        chief, "Trolleys before their date", when="Before the date by which it is done", service=NAME
    )
    chief.get_by_label("How long").first.fill("4")
    chief.get_by_label("Of what").select_option(label="working hours")
    building.add_a_step(chief, "Escalate")
    building.save_and_switch_on(chief, "Trolleys before their date")


def _report(rosa: Page, service: str, *, email: str, depth: str | None) -> str:
    rosa.goto("/services/")
    rosa.get_by_role("link", name=service).first.click()
    if rosa.get_by_role("link", name="Report this").count():
        rosa.get_by_role("link", name="Report this").click()
    now_reads(rosa, "Where is it?")
    rosa.get_by_label("Address or street").fill("12 Elm Street")
    press(rosa, "Continue")
    if depth:
        _answer_in_the_water(rosa, depth)
    else:
        _answer_in_the_street(rosa)
    now_reads(rosa, "What else should we know?")
    rosa.get_by_label("What else should we know?").fill("It has been there for a week.")
    press(rosa, "Continue")
    now_reads(rosa, "Do you have a photo?")
    press(rosa, "Continue")
    now_reads(rosa, "How can we reach you?")
    rosa.get_by_label("Email address").fill(email)
    press(rosa, "Continue")
    now_reads(rosa, "Check and send")
    press(rosa, "Send your report")
    now_reads(rosa, "We have your report")
    found = REFERENCE.search(rosa.locator("main").inner_text())
    assert found
    return found[0]


def _answer_in_the_street(rosa: Page) -> None:
    """The question about the depth comes and goes with the water; private land is not ours."""
    now_reads(rosa, "What we need to know")
    depth = rosa.get_by_label("How deep is the water?")
    rosa.get_by_label("In the water").check()
    expect(depth).to_be_visible()
    rosa.get_by_label("In the street").check()
    expect(depth).to_be_hidden()
    _say_whose_land(rosa, "Yes")
    now_reads(rosa, "This is private land")
    rosa.go_back()
    now_reads(rosa, "What we need to know")
    rosa.get_by_label("In the street").check()
    _say_whose_land(rosa, "No")


def _answer_in_the_water(rosa: Page, depth: str) -> None:
    """Without JavaScript the question about the depth comes on going on."""
    now_reads(rosa, "What we need to know")
    rosa.get_by_label("In the water").check()
    _say_whose_land(rosa, "No")
    rosa.get_by_label("How deep is the water?").fill(depth)
    press(rosa, "Continue")


def _say_whose_land(rosa: Page, private: str) -> None:
    rosa.get_by_role("group", name="Is it on private land?").get_by_label(private).check()
    press(rosa, "Continue")


def _street_care_has_it(chief: Page, reference: str) -> None:
    """The team, why, and by when."""
    chief.goto(f"/desk/cases/{reference}/")
    expect(chief.locator("#case-head")).to_contain_text("Street care")
    background = chief.locator("#case-background")
    expect(background).to_contain_text("Trolleys in Westside")
    expect(background).to_contain_text("Westside")
    expect(background).to_contain_text("Deadlines")
    expect(chief.locator("#case-timeline")).to_contain_text("In the street")


def _is_thanked(town_hall: TownHall, rosa: Page) -> None:
    """By mail, and on the page that follows the report."""
    wait_for(
        lambda: town_hall.post_office.mail_to("trolley@example.org", containing="Trolleys are collected"),
        "the automatic reply",
    )
    rosa.goto(tracking_link(town_hall, "trolley@example.org"))
    expect(rosa.locator("main")).to_contain_text("by Street care")
    is_for_everyone(rosa)


def _waterways_have_it(chief: Page) -> None:
    """Somebody calls: it lies in the canal, so it is for others, in the same area."""
    chief.goto("/desk/record/")
    chief.get_by_label("On the phone").check()
    chief.get_by_label("Phone", exact=True).press_sequentially("+1 203 555 0177")
    chief.get_by_label("What do they say?").fill("A trolley lies in the canal")
    chief.get_by_label("What is it about?").press_sequentially("trolley")
    chief.locator("#record-services").get_by_label(NAME).check()
    questions = chief.locator("#record-questions")
    questions.get_by_label("In the water").check()
    questions.get_by_label("How deep is the water?").fill("1.5")
    questions.get_by_role("group", name="Is it on private land?").get_by_label("No").check()
    chief.get_by_label("Address or street").press_sequentially("12 elm")
    chief.locator("#record-places").get_by_label("12 Elm Street").check()
    press(chief, "Save")
    now_reads(chief, NAME)
    expect(chief.locator("#case-head")).to_contain_text("Canals")
    expect(chief.locator("#case-background")).to_contain_text("Trolleys in the water")
    expect(chief.locator("#case-timeline")).to_contain_text("1.5")


def _escalates(chief: Page, reference: str) -> None:
    """The promise becomes three working hours: what is to happen four hours before is due now, and happens."""
    building.promise(chief, NAME, "3h")
    chief.goto(f"/desk/cases/{reference}/")
    told = chief.locator("#case-timeline").get_by_role("link", name="Trolleys before their date")
    for _look in range(20):  # it may have happened between the page and its live events
        if told.count():
            break
        chief.wait_for_timeout(3_000)
        chief.reload()
    expect(told.first).to_be_visible()
    expect(chief.locator("#case-head")).to_contain_text("High")
    told.first.click()
    now_reads(chief, "What happened by itself")
    expect(chief.locator("main")).to_contain_text("Trolleys before their date")
    expect(chief.locator("main")).to_contain_text("Thanks for the trolley")
    is_for_everyone(chief)
