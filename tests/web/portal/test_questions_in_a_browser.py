"""A questionnaire in a real browser: what is asked follows the answers, with a script and without one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Message
from heard.domain.conversations.rules.links import tracking_path
from heard.flows.ask_questionnaire import ask_questionnaire
from heard.kernel.actor import SYSTEM
from tests.domain.questions.trolley import TROLLEY
from tests.town.catalogue import ServiceFactory, questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.town.council import Council

CHROMIUM = "/usr/bin/chromium"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium at /usr/bin/chromium"),
]


@pytest.fixture
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread; the server and its database live in another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
        connection.close()  # within Playwright's loop Django has a session of its own, which nobody else would close
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.mark.parametrize("script", [True, False])
def test_from_the_first_question_to_the_case(council: Council, browser, live_server, *, script: bool) -> None:
    ServiceFactory(code="trolley", name="Abandoned trolley", questionnaire=questionnaire(TROLLEY))
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=script, bypass_csp=script, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto("/report/?service=trolley")
    _seen(page, "before", script=script)
    page.get_by_label("No", exact=True).check()
    _go_on(page)
    page.get_by_label("Address or street").fill("12 Elm Street")
    _go_on(page)
    page.get_by_label("How many?").fill("5")
    page.get_by_label("In the water").check()
    if not script:
        _go_on(page)
    expect(page.get_by_label("How deep is the water?")).to_be_visible()
    expect(page.get_by_label("How many?")).to_have_value("5")
    page.get_by_label("How deep is the water?").fill("1,5")
    _seen(page, "trolley", script=script)
    _go_on(page)
    page.get_by_label("Market Hall").check()
    _seen(page, "more", script=script)
    _go_on(page)
    page.get_by_label("What else should we know?").fill("It rusts")
    _go_on(page)
    _go_on(page)
    _go_on(page)
    _seen(page, "check", script=script)
    page.get_by_role("button", name="Send your report").click()
    expect(page.get_by_text("We have your report")).to_be_visible()
    context.close()
    case = Case.objects.get()
    assert case.answers == {
        "mine": False,
        "where": "water",
        "depth": 1.5,
        "count": 5,
        "shop": ["market"],
        "weight": 125,
    }


@pytest.mark.parametrize("script", [True, False])
def test_from_the_letter_to_what_was_sent(council: Council, resident, browser, live_server, *, script: bool) -> None:
    case, asked = resident.report(name="Rosa", email="rosa@example.org")[0], questionnaire(TROLLEY)
    ask_questionnaire(case, questionnaire=asked.code, text="Tell us more.", actor=SYSTEM)
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=script, bypass_csp=script, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(tracking_path(case.conversations.get().id))
    _seen(page, "asked-story", script=script)
    page.get_by_role("link", name="Answer them").click()
    page.get_by_label("No", exact=True).check()
    _go_on(page)
    page.get_by_label("How many?").fill("1")
    page.get_by_label("In the water").check()
    if not script:
        _go_on(page)
    page.get_by_label("How deep is the water?").fill("1,5")
    _seen(page, "asked-page", script=script)
    _go_on(page)
    _go_on(page)
    _seen(page, "asked-check", script=script)
    page.get_by_role("button", name="Send your answers").click()
    expect(page.get_by_role("heading", name="We have your answers")).to_be_visible()
    _seen(page, "asked-sent", script=script)
    context.close()
    assert "How deep is the water?\n1.5 m" in Message.objects.filter(direction="in").latest("id").text


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()


def _seen(page: Page, name: str, *, script: bool) -> None:
    """Nothing sticks out, and axe finds nothing; pictures are kept where somebody wants to look at them."""
    if folder := os.environ.get("HEARD_TEST_PICTURES"):
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 360, "height": 740})
    if script:
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found] == []
