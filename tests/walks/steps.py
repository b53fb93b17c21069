"""What residents and staff do again and again: walks are made of these."""

from __future__ import annotations

import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.town.places import WEST_SQUARE
from tests.town.staff import PASSWORD
from tests.walks.pictures import phone_photo
from tests.walks.town_hall import TownHall, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

REFERENCE = re.compile(r"HRD-\w{4}-\w{3}")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def is_for_everyone(page: Page) -> None:
    """No violation of WCAG 2.2 AA that a machine can find. A page without scripts cannot be asked."""
    result = Axe().run(page, options=WCAG).response
    problems = [
        f"{page.url} {one['id']}: {one['help']}: {one['nodes'][0]['html'][:150]}" for one in result["violations"]
    ]
    assert problems == []


def nothing_to_check(_page: Page) -> None:
    """Axe is a script itself: without JavaScript there is nothing to run it in."""


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def now_reads(page: Page, heading: str) -> None:
    """The next page has come."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def say_it_is_another(page: Page, *, check: Callable[[Page], None]) -> None:
    """Past the question about reports close by, which comes where other walks have left some."""
    expect(page.get_by_role("heading", level=1, name=re.compile("Is it one of these|What is wrong"))).to_be_visible()
    if page.get_by_role("button", name="No, mine is different").count():
        check(page)
        press(page, "No, mine is different")
    now_reads(page, "What is wrong?")


def report_a_pothole(page: Page, email: str, *, check: Callable[[Page], None]) -> str:
    """From the home page to the reference, on a phone."""
    page.goto("/")
    check(page)
    page.get_by_role("searchbox").fill("hole in the road")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/**")
    check(page)
    page.get_by_role("link", name="Pothole").first.click()
    now_reads(page, "Where is it?")
    check(page)
    page.get_by_label("Address or street").fill("12 Elm Street")
    press(page, "Continue")
    say_it_is_another(page, check=check)
    page.get_by_label("What is wrong?").fill("A deep hole, my bicycle nearly fell into it.")
    check(page)
    press(page, "Continue")
    now_reads(page, "Do you have a photo?")
    photo = {"name": "hole.jpg", "mimeType": "image/jpeg", "buffer": phone_photo(place=WEST_SQUARE)}
    page.get_by_label("Choose photos").set_input_files(photo)
    check(page)
    press(page, "Continue")
    now_reads(page, "How can we reach you?")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Your name").fill("Rosa Marin")
    check(page)
    press(page, "Continue")
    now_reads(page, "Check and send")
    expect(page.get_by_text("A deep hole")).to_be_visible()
    check(page)
    press(page, "Send your report")
    now_reads(page, "We have your report")
    check(page)
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found
    return found[0]


def sign_in(page: Page, address: str) -> None:
    """Come to work."""
    page.goto("/desk/sign-in/")
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page).to_have_url(re.compile(r"/desk/$"))


def answered_by_mail(town_hall: TownHall, *, to: str, containing: str, saying: str) -> None:
    """The resident gets the council's mail and answers it from their own program."""
    received = wait_for(lambda: town_hall.post_office.mail_to(to, containing=containing), f"a mail to {to}")
    answer = EmailMessage()
    answer["From"], answer["To"] = f"Rosa Marin <{to}>", received["Reply-To"]
    answer["Subject"] = f"Re: {received['Subject']}"
    answer["Message-ID"] = f"<answer-{abs(hash((to, saying)))}@mail.example.org>"
    answer["In-Reply-To"] = received["Message-ID"]
    answer.set_content(f"{saying}\n\nOn Tuesday the council wrote:\n> {containing}\n")
    town_hall.resident_writes(answer)


def tracking_link(town_hall: TownHall, address: str) -> str:
    """The link in the acknowledgement."""
    mail = wait_for(lambda: town_hall.post_office.mail_to(address, containing="/t/"), "the acknowledgement")
    found = re.search(r"/t/\w+/", mail.get_body(("plain",)).get_content())
    assert found
    return found[0]


def close(agent: Page) -> None:
    """Close the case as fixed."""
    agent.locator("#close > summary").click()
    agent.get_by_label("How did it end?").select_option("fixed")
    agent.get_by_label("What to tell everyone who reported this").fill("The hole is filled.")
    press(agent, "Close and tell them")
    expect(agent.locator("main").get_by_text("Closed: Fixed")).to_be_visible()
