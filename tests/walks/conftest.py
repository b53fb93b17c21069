"""A town hall that is open for the whole session, and browsers to visit it with."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.walks.town_hall import TownHall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What the visitors of a failed walk saw last.
SHOTS = Path(__file__).resolve().parents[2] / "shots"
FAILED = pytest.StashKey[bool]()
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}


# What is waited for comes through other processes: mail, queue, worker, stream. A busy machine takes its time.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def town_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """A council whose processes run."""
    hall = TownHall(tmp_path_factory.mktemp("town-hall"))
    hall.start()
    yield hall
    hall.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen; gone after each file, for its event loop would stand in others' way."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium: bin/test installs it where it may")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, town_hall: TownHall, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """`visitor(PHONE)` opens a page of somebody of their own: no shared cookies."""
    contexts = []

    def open_page(device: dict[str, object], **more: object) -> Page:
        context = browser.new_context(base_url=town_hall.url, reduced_motion="reduce", **device, **more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False):
            for page in context.pages:
                page.screenshot(path=SHOTS / f"{request.node.name}-{number}.png", full_page=True)
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember that a walk failed, so that its visitors can say what they saw."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report
