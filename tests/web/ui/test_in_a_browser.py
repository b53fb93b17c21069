"""The components in a real browser: seen by axe, used by mouse and keyboard."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = "/usr/bin/chromium"
# A map is drawn by WebGL, here in software.
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-angle=swiftshader", "--ignore-gpu-blocklist"]
HTML = {"content-type": "text/html"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.urls("tests.web.ui.gallery_urls"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium at /usr/bin/chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread; the server and its database live in another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def person(browser, live_server) -> Iterator[BrowserContext]:
    at = {"longitude": -72.91, "latitude": 41.305}
    context = browser.new_context(base_url=live_server.url, geolocation=at, permissions=["geolocation"])
    yield context
    context.close()


@pytest.fixture
def page(person) -> Page:
    return person.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("address", ["/ui/?description=", "/ui/desk/"])
def test_axe_finds_nothing_and_nothing_overflows(browser, live_server, scheme, width, address) -> None:
    viewport = {"width": width, "height": 900}
    # axe itself is a script from elsewhere: only for it the content security policy is lifted.
    context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(live_server.url + address)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_nothing_breaks_the_content_security_policy(page) -> None:
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/ui/")
    _scroll_to_the_map(page)
    assert said == []


def test_a_choice_reveals_its_question(page) -> None:
    page.goto("/ui/")
    assert not page.is_visible("#id_email")
    page.check("text=By email")
    assert page.is_visible("#id_email")
    page.check("text=No answer needed")
    assert not page.is_visible("#id_email")


def test_without_scripts_every_question_shows(browser, live_server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/")
    assert page.is_visible("#id_email")
    assert not page.is_visible("[data-map]")
    context.close()


def test_photos_are_shown_before_they_are_sent(page, tmp_path) -> None:
    page.goto("/ui/")
    page.set_input_files("#id_photos", [{"name": "lamp.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}])
    assert page.inner_text("#id_photos-previews") == "lamp.svg"


def test_a_place_is_picked_by_mouse_keyboard_and_location(page) -> None:
    page.goto("/ui/")
    _scroll_to_the_map(page)
    page.locator(".heard-map__canvas canvas").click(position={"x": 200, "y": 250})
    page.wait_for_selector(".heard-pin")
    by_mouse = page.input_value("#longitude")
    page.focus(".heard-map__canvas canvas")
    page.keyboard.press("Enter")
    by_keyboard = page.input_value("#longitude")
    page.click("text=Use my location")
    page.wait_for_selector(".heard-map__status:has-text('Place chosen')")
    page.wait_for_timeout(300)
    assert page.input_value("#longitude") == "-72.910000"
    assert -72.95 < float(by_mouse) < float(by_keyboard) < -72.89


def test_the_desk_is_walked_by_keyboard(page) -> None:
    page.goto("/ui/desk/")
    current = "document.activeElement.textContent"
    page.keyboard.press("j")
    assert page.evaluate(current) == "Missed recycling"
    page.keyboard.press("k")
    assert page.evaluate(current) == "Street light is dark"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("j?")
    assert page.input_value("[name=q]") == "j?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("#heard-keys")


def test_single_keys_can_be_switched_off(page) -> None:
    page.goto("/ui/desk/")
    page.keyboard.press("?")
    page.uncheck("text=Use single keys")
    page.click("text=Close >> nth=-1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") != "q"


def _scroll_to_the_map(page: Page) -> None:
    """A map below the fold is fetched when it comes near."""
    page.locator("#longitude").scroll_into_view_if_needed()
    page.wait_for_selector("[data-map][data-drawn]")


def test_a_live_event_refreshes_what_follows_its_topic(page) -> None:
    """Somebody's presence alone refreshes only what follows presence."""
    events = [{"topic": "case:7", "kind": "presence"}]
    page.route(
        "**/ui/desk/", lambda route: route.fulfill(body=_listening(route.fetch().text()), content_type="text/html")
    )
    page.route("**/whole", lambda route: route.fulfill(body="refreshed"))
    page.route("**/who", lambda route: route.fulfill(body="Ana is here"))
    page.route("**/stream", lambda route: route.fulfill(body=_stream(events), content_type="text/event-stream"))
    page.goto("/ui/desk/")
    page.wait_for_selector("#who:has-text('Ana is here')")
    assert page.inner_text("#whole") == "old"
    events.append({"topic": "case:7", "kind": "message.sent"})
    page.wait_for_selector("#whole:has-text('refreshed')")
    page.wait_for_selector("#heard-toasts:has-text('Ana replied')")


def _listening(html: str) -> str:
    parts = [
        '<p id="whole" hx-get="/whole" hx-trigger="live:case:7 from:body" data-announce="Ana replied">old</p>',
        '<p id="who" hx-get="/who" hx-trigger="live:case:7:presence from:body">nobody</p>',
    ]
    html = html.replace("<body ", '<body data-live-url="/stream" ')
    return html.replace("</main>", "".join(parts) + "</main>")


def _stream(events: list[dict[str, str]]) -> str:
    """The events, and the end: the browser comes back for more after a while."""
    return "retry: 1500\n\n" + "".join(f"data: {json.dumps(event)}\n\n" for event in events)
