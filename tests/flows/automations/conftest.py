"""A small council whose automations get their turn whenever a test says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.automation.operations import add_automation, switch_on
from heard.domain.cases.models import Case, Origin
from heard.domain.journal.models import Entry
from heard.flows.automations.reacting import run_automations
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import SYSTEM
from tests.town.council import Council, small_council
from tests.town.places import WEST_SQUARE

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.automation.models import Automation


@pytest.fixture
def council(db: None) -> Council:
    """Roads, its pothole and its people."""
    return small_council()


@pytest.fixture
def automate() -> Callable[..., Automation]:
    """Write an automation and switch it on."""

    def made(*steps: dict[str, Any], when: dict[str, Any], code: str = "tried", **more: Any) -> Automation:
        automation = add_automation(name=code, code=code, trigger=when, steps=list(steps), actor=SYSTEM, **more)
        switch_on(automation, actor=SYSTEM)
        return automation

    return made


@pytest.fixture
def reported(council: Council) -> Callable[..., Case]:
    """Report a pothole."""

    def report(**more: Any) -> Case:
        told: dict[str, Any] = {
            "service": council.pothole,
            "origin": Origin.WEB,
            "description": "A deep hole",
            "location": WEST_SQUARE,
            "email": "rosa@example.org",
            "name": "Rosa",
        }
        return report_issue(Report(**told | more), actor=SYSTEM)

    return report


@pytest.fixture
def let_run() -> Callable[[], int]:
    """Everything written since gets its turns, and what those wrote as well; how many ran. As the jobs do it, one
    after another: within a test's transaction nothing lies below the horizon.
    """
    done = 0

    def run() -> int:
        nonlocal done
        ran = 0
        while entry := Entry.objects.filter(id__gt=done, case_id__isnull=False).order_by("id").first():
            done = entry.id
            ran += run_automations(entry.id)
        return ran

    return run
