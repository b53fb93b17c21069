"""An administrator builds what "abandoned shopping trolley" asks, from nothing and without code; it is tried as a
conversation, published, reported on a phone, and read on the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import LAPTOP, PHONE
from tests.walks.steps import REFERENCE, is_for_everyone, now_reads, press, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.walk
NAME = "Abandoned shopping trolley"


def test_a_trolley_from_nothing(visitor: Callable[..., Page]) -> None:
    """Settings, try-out, portal, desk."""
    chief, rosa = visitor(LAPTOP), visitor(PHONE)
    sign_in(chief, "ada@council.example.org")

    _add_the_service(chief)
    _build(chief)
    _talk(chief)
    _publish(chief)
    reference = _report(rosa)

    chief.goto(f"/desk/cases/{reference}/")
    main = chief.locator("main")
    expect(main.get_by_text("How deep is the water?")).to_be_visible()
    expect(main.get_by_text("1.5")).to_be_visible()


def _add_the_service(chief: Page) -> None:
    chief.goto("/desk/settings/services/new/")
    chief.get_by_label("Name", exact=True).fill(NAME)
    chief.get_by_label("Group", exact=True).select_option(index=1)
    press(chief, "Save")
    now_reads(chief, NAME)
    chief.get_by_role("link", name="What it asks").click()
    press(chief, "Build new questions")
    now_reads(chief, NAME)


def _build(chief: Page) -> None:
    is_for_everyone(chief)
    _ask(chief, "Where is it?", "One of a list", choices="In the street\nIn the water")
    _ask(chief, "How deep is the water?", "Number", only_when="In the water")
    _ask(chief, "Is it on private land?", "Yes or no")
    chief.get_by_text("Stop here because…").click()
    chief.get_by_label("Stop when").select_option("is-it-on-private-land=yes")
    chief.get_by_label("Say", exact=True).fill("This is private land")
    chief.get_by_label("And whom to ask instead").fill("Ask the owner.")
    press(chief, "Add the stop")
    expect(chief.get_by_role("link", name="This is private land")).to_be_visible()
    is_for_everyone(chief)


def _ask(chief: Page, label: str, kind: str, *, choices: str = "", only_when: str = "") -> None:
    """One question: the cursor already stands where it is written."""
    expect(chief.get_by_label("Question", exact=True)).to_be_focused()
    chief.keyboard.type(label)
    chief.get_by_label("Answer", exact=True).select_option(label=kind)
    if choices:
        chief.get_by_label("Choices, one a line").fill(choices)
    if only_when:
        chief.get_by_label("Asked", exact=True).select_option(label=only_when)
    chief.get_by_label("Must be answered").check()
    press(chief, "Add the question")
    expect(chief.get_by_role("link", name=label, exact=True)).to_be_visible()


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


def _publish(chief: Page) -> None:
    chief.get_by_role("link", name=NAME).first.click()
    chief.get_by_role("button", name="Publish…").click()
    expect(chief.get_by_text("New stop: “This is private land”.")).to_be_visible()
    is_for_everyone(chief)
    press(chief, "Publish")
    expect(chief.get_by_text("Asked now")).to_be_visible()


def _report(rosa: Page) -> str:
    rosa.goto("/services/")
    rosa.get_by_role("link", name=NAME).first.click()
    if rosa.get_by_role("link", name="Report this").count():
        rosa.get_by_role("link", name="Report this").click()
    now_reads(rosa, "Where is it?")
    rosa.get_by_label("Address or street").fill("12 Elm Street")
    press(rosa, "Continue")
    _answer(rosa, private="Yes")
    now_reads(rosa, "This is private land")
    rosa.go_back()
    _answer(rosa, private="No")
    now_reads(rosa, "What else should we know?")
    rosa.get_by_label("What else should we know?").fill("A trolley lies in the canal.")
    press(rosa, "Continue")
    now_reads(rosa, "Do you have a photo?")
    press(rosa, "Continue")
    now_reads(rosa, "How can we reach you?")
    rosa.get_by_label("Email address").fill("trolley@example.org")
    press(rosa, "Continue")
    now_reads(rosa, "Check and send")
    press(rosa, "Send your report")
    now_reads(rosa, "We have your report")
    found = REFERENCE.search(rosa.locator("main").inner_text())
    assert found
    return found[0]


def _answer(rosa: Page, *, private: str) -> None:
    """The question about the depth comes with the water."""
    now_reads(rosa, "What we need to know")
    rosa.get_by_label("In the water").check()
    rosa.get_by_label("How deep is the water?").fill("1.5")
    rosa.get_by_role("group", name="Is it on private land?").get_by_label(private).check()
    press(rosa, "Continue")
