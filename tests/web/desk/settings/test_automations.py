"""Automations in the settings: written in a form without scripts, tried on what happened, switched on, and undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.automation.models import Automation, Run
from heard.domain.automation.operations.runs import stop
from heard.domain.cases.models import Case
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.journal.models import Entry
from heard.flows.automations.reacting import run_automations
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.web.desk.settings.automations.triggers import needs_time
from tests.town.conditions import typed
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.teams.models import Staff
    from tests.web.desk.conftest import Reported

pytestmark = pytest.mark.django_db
NEW = "/desk/settings/automations/new/"
POTHOLE = {"all": [{"field": "service", "is": "pothole"}]}


def form(**more: Any) -> dict[str, Any]:
    """What the page sends: made urgent, and tagged."""
    return {
        "name": "Deep holes",
        "when": "on case.opened",
        "amount": "",
        "unit": "d",
        **typed(POTHOLE, case_vocabulary()),
        "steps": ["priority", "tag"],
        "step-0-priority": "urgent",
        "step-1-add": "deep, New",
        "step-1-remove": "",
        **more,
    }


def saved(administrator: Client, **more: Any) -> Automation:
    answer = administrator.post(NEW, form(**more))
    assert answer.status_code == 302, text_of(answer)
    return Automation.objects.get()


def test_what_the_form_says_is_what_is_kept(administrator: Client, reported: Reported) -> None:
    automation = saved(administrator)
    assert automation.code == "deep-holes"
    assert (automation.trigger, automation.condition) == ({"on": "case.opened"}, POTHOLE)
    assert automation.steps == [{"step": "priority", "priority": "urgent"}, {"step": "tag", "add": ["deep", "New"]}]
    assert not automation.active
    page = text_of(administrator.get(f"/desk/settings/automations/{automation.id}/"))
    assert "When a case is reported, and the service is Pothole: set the priority to urgent, then tag it: deep" in page


def test_saved_again_it_is_the_same(administrator: Client, reported: Reported) -> None:
    automation = saved(administrator, when="before resolve_by", amount="4", unit="h")
    assert automation.trigger == {"before": "resolve_by", "spell": "4h"}
    administrator.post(
        f"/desk/settings/automations/{automation.id}/", form(when="before resolve_by", amount="4", unit="h")
    )
    automation.refresh_from_db()
    assert automation.version == 1


@pytest.mark.parametrize(
    "said, trigger",
    [
        (("unanswered", "2", "d"), {"unanswered": "2d"}),
        (("after reported", "36", "h always"), {"after": "reported", "spell": "36h always"}),
    ],
)
def test_time_is_said_with_how_long(
    administrator: Client, reported: Reported, said: tuple[str, str, str], trigger: dict[str, str]
) -> None:
    when, amount, unit = said
    assert saved(administrator, when=when, amount=amount, unit=unit).trigger == trigger


def test_steps_are_added_moved_and_removed_without_saving(administrator: Client, reported: Reported) -> None:
    more = administrator.post(NEW, form(**{"steps.edit": "add", "steps.add": "note"}))
    assert more.status_code == 200
    assert "3. Leave a note" in text_of(more)
    assert [one.step.code for one in more.context["form"].steps] == ["priority", "tag", "note"]
    assert "There is a problem" not in text_of(more)
    moved = administrator.post(NEW, form(**{"steps.edit": "up:1"}))
    assert [one.initial for one in moved.context["form"].steps] == [
        {"step": "tag", "add": "deep, New"},
        {"step": "priority", "priority": "urgent"},
    ]
    fewer = administrator.post(NEW, form(**{"steps.edit": "remove:0"}))
    assert [one.step.code for one in fewer.context["form"].steps] == ["tag"]
    assert not Automation.objects.exists()


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"when": ""}, "Choose when it is set off"),
        ({"when": "unanswered"}, "Enter how long"),
        ({"steps": []}, "Say what is to be done: add a step."),
        ({"step-0-priority": ""}, "“Priority” is missing."),
        ({"step-1-add": ""}, "Name a tag to put on or to take off."),
        ({"name": ""}, "Enter a name"),
    ],
)
def test_what_is_missing_is_said(administrator: Client, reported: Reported, wrong: dict[str, Any], said: str) -> None:
    answer = administrator.post(NEW, form(**wrong))
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not Automation.objects.exists()


def test_it_is_tried_on_what_happened_and_nothing_is_changed(
    administrator: Client, chief: Staff, reported: Reported
) -> None:
    automation = saved(administrator)
    page = text_of(administrator.get(f"/desk/settings/automations/{automation.id}/trial/"))
    assert "In the last month it would have touched one case." in page
    assert "It would have been set off once. Its condition held once. Nothing was changed." in page
    assert reported.case.reference in page
    assert "the service is Pothole" in page
    Case.objects.filter(pk=reported.case.pk).update(confidential=True)
    page = text_of(administrator.get(f"/desk/settings/automations/{automation.id}/trial/?days=7"))
    assert reported.case.reference not in page
    assert "In the last week it would have touched 0 cases." in page  # a number would tell what stands in it
    assert not Run.objects.exists()


def test_switched_on_it_runs_says_so_on_the_case_and_is_undone(
    administrator: Client, reported: Reported, browser_of: Any
) -> None:
    automation = saved(administrator, when="on case.followed")
    administrator.post(f"/desk/settings/automations/{automation.id}/switch/", {"to": "on"})
    entry = Entry.objects.create(
        kind="case.followed", actor_kind="system", case_id=reported.case.id, at=clock.now() + timedelta(seconds=1)
    )
    run_automations(entry.id)
    case = Case.objects.get(pk=reported.case.pk)
    assert (case.priority, case.tags) == ("urgent", ["deep", "new"])
    agent = browser_of(reported.council.agent)
    story = text_of(agent.get(reported.url))
    assert "Priority changed to urgent · Automation: Deep holes" in story
    assert "Tags: +deep, +new · Automation: Deep holes" in story
    page = text_of(agent.get(f"{reported.url}automations/"))
    assert "Deep holes Done Set the priority Put on tags, or take them off" in page
    assert "because the service is Pothole" in page
    run = Run.objects.get()
    agent.post(f"{reported.url}automations/{run.id}/undo/")
    case.refresh_from_db()
    assert (case.priority, case.tags) == ("normal", [])
    again = agent.post(f"{reported.url}automations/{run.id}/undo/", follow=True)
    assert "There is nothing here that can be undone." in text_of(again)
    page = text_of(administrator.get(f"/desk/settings/automations/{automation.id}/runs/"))
    assert reported.case.reference in page
    assert "Set the priority: taken back" in page


def test_a_sentence_ends_once(administrator: Client, reported: Reported) -> None:
    quoting = saved(administrator, **{"steps": ["note"], "step-0-text": "Look at it."})
    assert "leave the note “Look at it.” " in text_of(
        administrator.get(f"/desk/settings/automations/{quoting.id}/trial/")
    )
    Automation.objects.update(steps=[{"step": "note", "text": "Look"}])
    assert "leave the note “Look”. " in text_of(administrator.get(f"/desk/settings/automations/{quoting.id}/runs/"))


def test_how_long_is_asked_by_script_only_of_what_takes_time(administrator: Client, reported: Reported) -> None:
    form = administrator.get(NEW).context["form"]
    groups = dict(form.fields["when"].choices)
    asked = [form.fields[name].widget.attrs for name in ("amount", "unit")]
    for code in (code for choices in groups.values() if isinstance(choices, list) for code, _label in choices):
        shown = [code.partition(" ")[0] in attrs["data-kinds"].split() for attrs in asked]
        assert shown == [needs_time(code)] * 2
    assert 'data-kinds-of="when"' in str(form["amount"])


def test_one_that_was_stopped_says_so_until_somebody_has_looked(administrator: Client, reported: Reported) -> None:
    automation = saved(administrator)
    stop(automation, why="It set itself off.", actor=SYSTEM)
    assert "Deep holes was stopped: It set itself off." in text_of(administrator.get("/desk/"))
    assert "It set itself off." in text_of(administrator.get("/desk/settings/automations/"))
    administrator.post(f"/desk/settings/automations/{automation.id}/switch/", {"to": "seen"})
    assert "It set itself off." not in text_of(administrator.get("/desk/"))
