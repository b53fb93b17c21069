"""What an administrator does in the settings, without code: parts that walks build a service from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.walks.steps import now_reads, press

if TYPE_CHECKING:
    from playwright.sync_api import Page


def add_a_department(chief: Page, name: str, *, team: str) -> None:
    """A department and its team, on the calendar there is."""
    chief.goto("/desk/settings/departments/new/")
    chief.get_by_label("Name", exact=True).fill(name)
    press(chief, "Save")
    now_reads(chief, name)
    chief.goto("/desk/settings/teams/new/")
    chief.get_by_label("Name", exact=True).fill(team)
    chief.get_by_label("Department", exact=True).select_option(label=name)
    chief.get_by_label("Calendar", exact=True).select_option(index=1)
    press(chief, "Save")
    now_reads(chief, team)


def invite_a_manager(chief: Page, name: str, *, email: str, team: str) -> None:
    """Somebody who hears of what is escalated."""
    chief.goto("/desk/settings/staff/new/")
    chief.get_by_label("Name", exact=True).fill(name)
    chief.get_by_label("Email address").fill(email)
    chief.get_by_label(f"{team} (").select_option(label="Manager")
    press(chief, "Save")
    now_reads(chief, name)


def add_a_service(chief: Page, name: str) -> None:
    """A service, and the way to what it asks."""
    chief.goto("/desk/settings/services/new/")
    chief.get_by_label("Name", exact=True).fill(name)
    chief.get_by_label("Group", exact=True).select_option(index=1)
    press(chief, "Save")
    now_reads(chief, name)


def promise(chief: Page, service: str, spell: str) -> None:
    """Done within this time, whatever the priority."""
    _open_service(chief, service)
    chief.get_by_role("link", name="What it promises").click()
    chief.get_by_label("Done: any priority").fill(spell)
    press(chief, "Save")
    expect(chief.get_by_role("alert").or_(chief.get_by_role("region", name="Success")).first).to_be_visible()


def ask_something(chief: Page, service: str) -> None:
    """To the empty builder."""
    _open_service(chief, service)
    chief.get_by_role("link", name="What it asks").click()
    press(chief, "Build new questions")
    now_reads(chief, service)


def ask(chief: Page, label: str, kind: str, *, choices: str = "", only_when: str = "") -> None:
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


def stop_when(chief: Page, answer: str, *, title: str, text: str) -> None:
    """Go no further with this answer."""
    chief.get_by_text("Stop here because…").click()
    chief.get_by_label("Stop when").select_option(answer)
    chief.get_by_label("Say", exact=True).fill(title)
    chief.get_by_label("And whom to ask instead").fill(text)
    press(chief, "Add the stop")
    expect(chief.get_by_role("link", name=title)).to_be_visible()


def add_a_condition(chief: Page, field: str, choice: str) -> None:
    """One more row of the editor: this field is this choice."""
    chief.get_by_label("A condition about").first.select_option(field)
    chief.get_by_role("button", name="Add", exact=True).first.click()
    chief.locator(".heard-clause").last.get_by_label(choice, exact=True).check()


def add_a_rule(chief: Page, name: str, conditions: list[tuple[str, str]], *, to: str) -> None:
    """Which team gets it, behind the rules there are."""
    chief.goto("/desk/settings/rules/new/")
    chief.get_by_label("Name", exact=True).fill(name)
    for field, choice in conditions:
        add_a_condition(chief, field, choice)
    chief.get_by_label("It goes to").select_option(label=to)
    press(chief, "Save")
    expect(chief.get_by_role("heading", level=1)).to_contain_text(name)


def begin_an_automation(chief: Page, name: str, *, when: str, service: str) -> None:
    """When, and if it is about this service."""
    chief.goto("/desk/settings/automations/new/")
    chief.get_by_label("Name", exact=True).fill(name)
    chief.get_by_label("When", exact=True).select_option(label=when)
    add_a_condition(chief, "service", service)


def add_a_step(chief: Page, label: str) -> None:
    """And then do this."""
    chief.get_by_label("A further step").select_option(label=label)
    press(chief, "Add the step")
    expect(chief.get_by_role("heading", level=3, name=label)).to_be_visible()


def save_and_switch_on(chief: Page, name: str) -> None:
    """From now on it looks at what happens."""
    press(chief, "Save")
    now_reads(chief, name)
    press(chief, "Switch it on")
    expect(chief.get_by_role("button", name="Switch it off")).to_be_visible()


def _open_service(chief: Page, service: str) -> None:
    chief.goto("/desk/settings/services/")
    chief.get_by_role("link", name=service, exact=True).click()
    now_reads(chief, service)
