"""The agent on the phone finds a resident by half a name, sees the household and the third report, and writes as she
prefers; the resident changes what we may send by a link alone, and reads who looked at her record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import LAPTOP, PHONE
from tests.walks.steps import REFERENCE, is_for_everyone, nothing_to_check, press, sign_in, tracking_link
from tests.walks.town_hall import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.walks.town_hall import TownHall

pytestmark = pytest.mark.walk

NAME = "Carmen Quiñones"


def test_the_whole_resident(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """From the first call to the question who looked."""
    agent, address = visitor(LAPTOP), "carmen@example.org"
    sign_in(agent, "ana@council.example.org")
    call(agent, "The road broke open", name=NAME, email=address)
    know_her_better(agent, town_hall, address, check=is_for_everyone)
    call(agent, "It broke open again", name="quiñ", known=NAME)

    begin(agent, name="carmn qui")  # half a name, and misheard
    caller = agent.locator("#record-people")
    caller.get_by_label(re.compile(NAME)).check()
    expect(caller).to_contain_text("Call, don’t write")
    expect(agent.get_by_label("Language", exact=True)).to_have_value("es")
    expect(caller).to_contain_text("Rosario Quiñones")
    expect(caller).to_contain_text("Dog on the premises")
    tell(agent, "And once more")
    expect(agent.locator("#record-near")).to_contain_text("Third pothole since")
    is_for_everyone(agent)
    press(agent, "Save")

    beside = agent.locator("#case-aside")
    expect(beside).to_contain_text("Third pothole since")
    expect(beside).to_contain_text("Rosario Quiñones")
    expect(beside).to_contain_text("Speaks español")
    agent.get_by_role("link", name="Once more").click()
    expect(agent.get_by_label("Your answer")).to_have_value(
        re.compile("This is the third time you have had to tell us")
    )
    is_for_everyone(agent)
    press(agent, "Send it by email all the same")  # she wants to be called
    letter = wait_for(lambda: town_hall.post_office.mail_to(address, containing="third time"), "the answer")

    carmen = visitor(PHONE)
    carmen.goto(path_in(letter, r"/preferences/[\w-]+/"))
    is_for_everyone(carmen)
    carmen.get_by_label("Everything", exact=True).first.check()
    carmen.get_by_label("Email", exact=True).check()
    press(carmen, "Save my choices")
    expect(carmen.get_by_text("We keep to what you chose")).to_be_visible()
    is_for_everyone(carmen)

    carmen.goto(tracking_link(town_hall, address))
    carmen.get_by_role("link", name="Who has looked at your details").click()
    looked = carmen.get_by_role("table")
    expect(looked).to_contain_text("Contact centre")
    expect(looked).to_contain_text("To record a phone call")
    expect(looked).to_contain_text("To correct your details")
    expect(looked).not_to_contain_text("Ana Agent")
    is_for_everyone(carmen)


def test_without_javascript(town_hall: TownHall, visitor: Callable[..., Page]) -> None:
    """The same record, by buttons alone."""
    agent = visitor(LAPTOP, java_script_enabled=False)
    sign_in(agent, "ana@council.example.org")
    agent.goto("/desk/record/")
    agent.get_by_label("Name", exact=True).fill("Ines Ferro")
    agent.get_by_label("Email", exact=True).fill("ines@example.org")
    agent.get_by_label("What do they say?").fill("A hole at the school")
    agent.get_by_label("What is it about?").fill("hole")
    agent.locator("button[value=services]").click()
    agent.get_by_label("Pothole").check()
    agent.get_by_label("Address or street").fill("12 Elm")
    agent.locator("button[value=places]").click()
    agent.get_by_label("12 Elm Street").check()
    press(agent, "Save")
    agent.locator("#case-aside").get_by_role("link", name="Ines Ferro").click()
    know_her_better(agent, town_hall, "ines@example.org", check=nothing_to_check, name="Ines Ferro")


def know_her_better(
    agent: Page, town_hall: TownHall, address: str, *, check: Callable[[Page], None], name: str = NAME
) -> None:
    """Her language and needs, her sister, the dog; and a code shows that the mailbox is hers."""
    agent.goto("/desk/")
    agent.locator("#search-q").fill(address)
    agent.locator("#search-q").press("Enter")
    agent.get_by_role("link", name=name).first.click()
    check(agent)
    part(agent, "Change their name, language and needs")
    agent.get_by_label("Language", exact=True).select_option("es")
    agent.get_by_label("Call, don’t write").check()
    check(agent)
    press(agent, "Save")
    open_part(agent, name, "Change.*How to reach them")
    agent.get_by_role("button", name=re.compile("Send them a code")).click()
    mail = wait_for(lambda: town_hall.post_office.mail_to(address, containing="Your code is"), "the code")
    code = re.search(r"\b\d{6}\b", mail.get_body(("plain",)).get_content())
    assert code
    agent.get_by_label("Code they read to you").fill(code[0])
    check(agent)
    press(agent, "Confirm")
    expect(agent.get_by_text("Confirmed.").first).to_be_visible()
    open_part(agent, name, "Change.*Household")
    agent.get_by_label("Name", exact=True).fill("12 Elm Street, left")
    check(agent)
    press(agent, "Start the household")
    agent.get_by_label("Who?").fill("Rosario Quiñones")
    press(agent, "Find")
    if agent.get_by_label("Somebody else: a new person").count():
        agent.get_by_label("Somebody else: a new person").check()
    agent.get_by_label("What are they there?").select_option("relative")
    check(agent)
    press(agent, "Add")
    expect(agent.get_by_text("Rosario Quiñones belongs to the household now.")).to_be_visible()
    open_part(agent, name, "Add.*Notes")
    agent.get_by_label("What should colleagues take care of?").select_option("dog")
    agent.get_by_label("Why?").fill("It came at a colleague on 3 May")
    check(agent)
    press(agent, "Add the caution")
    expect(agent.get_by_role("group").filter(has_text="Dog on the premises").first).to_be_visible()
    check(agent)


def open_part(agent: Page, name: str, link: str) -> None:
    """From one part of her record to another, over her page."""
    agent.get_by_role("link", name=name, exact=True).first.click()
    part(agent, link)


def part(agent: Page, link: str) -> None:
    """One part of her record."""
    agent.get_by_role("link", name=re.compile(link)).click()


def begin(agent: Page, **typed: str) -> None:
    """The phone rings."""
    agent.goto("/desk/record/")
    for field, text in typed.items():
        agent.get_by_label(field.capitalize(), exact=True).press_sequentially(text)


def tell(agent: Page, words: str) -> None:
    """The caller speaks; the agent types, and picks what appears."""
    agent.get_by_label("What do they say?").fill(words)
    agent.get_by_label("What is it about?").press_sequentially("hole in road")
    agent.locator("#record-services").get_by_label("Pothole").check()
    agent.get_by_label("Address or street").press_sequentially("12 elm")
    agent.locator("#record-places").get_by_label("12 Elm Street").check()


def call(agent: Page, words: str, *, known: str = "", **typed: str) -> None:
    """A whole call of somebody new, or of whom we know."""
    begin(agent, **typed)
    if known:
        agent.locator("#record-people").get_by_label(re.compile(known)).check()
    tell(agent, words)
    press(agent, "Save")
    expect(agent.get_by_text(re.compile("Tell them the reference"))).to_be_visible()
    assert REFERENCE.search(agent.url)


def path_in(mail: object, pattern: str) -> str:
    """The link of this shape in a mail, without its host."""
    found = re.search(pattern, mail.get_body(("plain",)).get_content())  # type: ignore[attr-defined]
    assert found
    return found[0]
