"""Who may open what: every URL there is, asked by everybody, about a case that only its own team may see.

A URL without a row fails, so that nobody adds a page without saying for whom it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.text import slugify

from heard.domain.automation.models import Run, RunState
from heard.domain.automation.operations import add_automation
from heard.domain.cases.models import Case, SavedView
from heard.domain.cases.operations.tasks import add_task
from heard.domain.catalogue.models import LifeEvent
from heard.domain.configuration.operations import note_applied
from heard.domain.consent.models import Mailing
from heard.domain.conversations.models import Attachment, Delivery, Direction, Mention, Message
from heard.domain.imports.operations import prepare
from heard.domain.knowledge.operations import add_article
from heard.domain.privacy.models import LegalHold, RetentionRule, RightsRequest
from heard.domain.routing.operations import add_rule
from heard.domain.segments.models import Segment
from heard.domain.segments.operations import add_segment, note_written_to
from heard.domain.teams.models import Role, Staff, Team
from heard.domain.workflows.operations import add_workflow
from heard.kernel import files
from heard.kernel.actor import SYSTEM
from heard.kernel.actor import staff as staff_actor
from heard.kernel.ids import new_id
from heard.kernel.location import cell
from heard.web.desk.case.actions import ACTIONS
from tests.town.assets import AssetFactory
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.catalogue import questionnaire as asked_as
from tests.town.conversations import ConversationFactory, EnvelopeFactory, MessageFactory
from tests.town.people import PersonFactory
from tests.town.places import WEST_SQUARE
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse

    from heard.domain.assets.models import Asset

pytestmark = pytest.mark.django_db

WHO = ("anonymous", "officer elsewhere", "contact centre", "manager beside", "administrator", "own team")
# Of another department, of the contact centre, of the case's own department but another team, nobody's: outside the
# team, all of them.
OUTSIDE = WHO[1:5]


@dataclass(frozen=True)
class World:
    """A confidential case with everything that hangs on it, a mail that waits to be sorted, and a resident's draft."""

    case: Case
    said: Message
    file: Attachment
    delivery: Delivery
    unsorted: Message
    team: Team
    lamp: Asset
    staff: dict[str, Staff | None]
    mentions: dict[str, Mention]

    def browser_of(self, who: str) -> Client:
        client = Client()
        if reader := self.staff[who]:
            client.force_login(reader)
        return client


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.HEARD_DATA = tmp_path
    care, everyone = DepartmentFactory(name="Care"), DepartmentFactory(name="Contact centre", serves_everyone=True)
    team = TeamFactory(name="Safeguarding", department=care)
    pages = [
        {"code": "deep", "title": "Depth", "questions": [{"code": "deep", "kind": "number", "label": "How deep?"}]}
    ]
    stop = {"code": "deep", "when": {"field": "answers.deep", "more_than": 9}, "title": "A cave"}
    questionnaire = asked_as({"pages": pages, "stops": [stop]})
    service = ServiceFactory(confidential=True, questionnaire=questionnaire)
    lamp = AssetFactory(code="L-1042")
    case = CaseFactory(
        service=service,
        asset=lamp,
        team=team,
        department=care,
        location=WEST_SQUARE,
        cell=cell(WEST_SQUARE),
        address="12 Elm Street",
    )
    said = MessageFactory(conversation=ConversationFactory(case=case, person=case.person, to_sort=False))
    file = Attachment.objects.create(
        message=said, name="photo.jpg", size=5, key=files.put(b"photo"), thumbnail_key=files.put(b"small"), public=True
    )
    staff = {
        "anonymous": None,
        "officer elsewhere": StaffFactory(team=TeamFactory(), role=Role.OFFICER),
        "contact centre": StaffFactory(team=TeamFactory(department=everyone)),
        "manager beside": StaffFactory(team=TeamFactory(department=care), role=Role.MANAGER),
        "administrator": StaffFactory(is_administrator=True),
        "own team": StaffFactory(team=team),
    }
    note = MessageFactory(conversation=said.conversation, direction=Direction.NOTE)
    return World(
        case=case,
        said=said,
        file=file,
        delivery=Delivery.objects.create(message=said, channel="email", address="maria@example.org"),
        unsorted=MessageFactory(html="<p>Hello</p>"),
        team=team,
        lamp=lamp,
        staff=staff,
        mentions={who: Mention.objects.create(message=note, staff=one) for who, one in staff.items() if one},
    )


@dataclass(frozen=True)
class Row:
    """How one URL answers, in the order of WHO. "in" sends to the sign-in page; a number is the status."""

    answers: str
    args: Callable[[World, str], tuple[Any, ...]] = lambda _world, _who: ()
    method: str = "get"
    query: Callable[[World], dict[str, str]] = lambda _world: {}


def _of_the_case(world: World, _who: str) -> tuple[Any, ...]:
    return (world.case.reference,)


def _workflow(_world: World, who: str) -> tuple[Any, ...]:
    return (add_workflow(name=who, actor=SYSTEM).id,)


def _automation(_world: World, who: str) -> tuple[Any, ...]:
    automation = add_automation(
        name=who,
        code=slugify(who),
        trigger={"on": "case.opened"},
        steps=[{"step": "note", "text": "Look"}],
        actor=SYSTEM,
    )
    return (automation.id,)


def _run(world: World, who: str) -> tuple[Any, ...]:
    """With nothing in it that could be taken back."""
    (automation_id,) = _automation(world, who)
    run = Run.objects.create(automation_id=automation_id, version=1, case=world.case, key=who, state=RunState.DONE)
    return world.case.reference, run.id


def _translated(_world: World, who: str) -> tuple[Any, ...]:
    """It has something to translate."""
    stage = {"code": "new", "name": "New", "public": "We have it"}
    return (add_workflow(name=who, definition={"stages": [stage]}, actor=SYSTEM).id,)


def _task(world: World, _who: str) -> tuple[Any, ...]:
    return add_task(world.case, title="Look", actor=SYSTEM).id, "take"


def _acting(world: World, _who: str) -> tuple[Any, ...]:
    return world.case.reference, "take"


def _import(world: World, _who: str) -> tuple[Any, ...]:
    """Somebody's, with personal data in its files."""
    administrator = staff_actor(world.staff["administrator"].id)
    table = files.put(b"id,name\n1,Rosa Diaz\n")
    row = prepare(kind="people", format="csv", source="old", file=table, size=20, zone="UTC", actor=administrator)
    row.rejected = files.put(b"id,name,heard_error\n")
    row.save()
    return (row.id,)


def _rule(world: World, _who: str) -> tuple[Any, ...]:
    return (add_rule(name="All", condition={}, team=world.team, actor=SYSTEM).id,)


def _article(_world: World, _who: str) -> tuple[Any, ...]:
    return (add_article(title="When are bins emptied?", text="On Mondays.", published=True, actor=SYSTEM).id,)


def _applied(_world: World, _who: str) -> tuple[Any, ...]:
    return (note_applied(before={}, plan=[], actor=SYSTEM).id,)


def _unsorted(world: World, _who: str) -> tuple[Any, ...]:
    return (world.unsorted.conversation_id,)


def _quarantined(_world: World, _who: str) -> tuple[Any, ...]:
    return (EnvelopeFactory().id,)


def _view(world: World, _who: str) -> tuple[Any, ...]:
    """The own team's member's own."""
    owner = world.staff["own team"]
    return (SavedView.objects.create(name="Mine", owner=owner).id,)


def _segment(world: World, _who: str) -> tuple[Any, ...]:
    """Of the department whose manager is asked, too."""
    department = world.team.department
    return (add_segment(name="All", department=department, condition={}, purpose="To write", actor=SYSTEM).id,)


def _mailing(world: World, who: str) -> tuple[Any, ...]:
    """Of which nothing waits any more."""
    (segment_id,) = _segment(world, who)
    mailing = Mailing.objects.create(purpose="information", subject="A feast", text="Come.")
    note_written_to(Segment.objects.get(pk=segment_id), mailing=mailing.id, people=0, actor=SYSTEM)
    return segment_id, mailing.id


def _service(world: World, _who: str) -> tuple[Any, ...]:
    return (world.case.service_id,)


def _asked(world: World, _who: str) -> tuple[Any, ...]:
    return (world.case.service.questionnaire_id,)


def _asked_on(world: World, _who: str) -> tuple[Any, ...]:
    """A page, a question and a stop have this code."""
    return world.case.service.questionnaire_id, "deep"


def _life_event(world: World) -> LifeEvent:
    event = LifeEvent.objects.create(name="Moving house", code="moving-house")
    event.services.add(world.case.service)
    return event


def _any_id(_world: World, _who: str) -> tuple[Any, ...]:
    return (new_id(),)


def _colleague(world: World, _who: str) -> tuple[Any, ...]:
    return (world.staff["own team"].id,)


def _requested(world: World, _who: str) -> tuple[Any, ...]:
    """A request about data of whoever reported the case."""
    asked = RightsRequest.objects.create(person=world.case.person, kind="access", channel="phone", due_on="2026-12-24")
    return (asked.id,)


def _forged_welcome(world: World, _who: str) -> tuple[Any, ...]:
    """A link made for somebody else."""
    return world.staff["own team"].id, default_token_generator.make_token(world.staff["administrator"])


def _two_people(world: World, _who: str) -> tuple[Any, ...]:
    """The resident, and somebody nobody but the contact centre knows of."""
    return world.case.person_id, PersonFactory().id


EVERYBODY = "200 200 200 200 200 200"
NOBODY = "404 404 404 404 404 404"
STAFF = "in 200 200 200 200 200"
ITS_TEAM = "in 404 404 404 404 200"
WHO_SORT = "in 403 200 403 200 403"
ADMINISTRATORS = "in 403 403 403 200 403"
CHANGED = "in 403 403 403 302 403"
MANAGERS = "in 403 403 200 200 403"

ROWS = {
    # The resident's side: a confidential case is on none of its pages, whoever asks.
    "portal:home": Row(EVERYBODY),
    "portal:services": Row(EVERYBODY),
    "portal:service": Row(EVERYBODY, lambda world, _who: (world.case.service.code,)),
    "portal:life_event": Row(EVERYBODY, lambda world, _who: (_life_event(world).code,)),
    "portal:help": Row(EVERYBODY),
    "portal:articles": Row(EVERYBODY),
    "portal:article": Row(EVERYBODY, _article),
    "portal:report": Row(EVERYBODY),
    "portal:track": Row(EVERYBODY),
    "portal:map": Row(EVERYBODY),
    "portal:map_cases": Row(EVERYBODY),
    "portal:areas": Row(EVERYBODY),
    "portal:addresses": Row(EVERYBODY),
    "portal:follow": Row(NOBODY, _of_the_case),
    "portal:case": Row(NOBODY, _of_the_case),
    "portal:photo": Row(NOBODY, lambda world, _who: (world.file.id,)),
    "portal:sent": Row(NOBODY, _any_id),
    "portal:step": Row(NOBODY, lambda _world, _who: (new_id(), "check")),
    "portal:questions": Row(NOBODY, lambda _world, _who: (new_id(), "more")),
    "portal:draft_photo": Row(NOBODY, lambda world, _who: (new_id(), world.file.key)),
    "portal:story": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:story_news": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:story_add": Row(NOBODY, lambda _world, _who: ("a" * 42,), "post"),
    "portal:story_fixed": Row(NOBODY, lambda _world, _who: ("a" * 42,), "post"),
    "portal:story_file": Row(NOBODY, lambda world, _who: ("a" * 42, world.file.id)),
    "portal:prove": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:prove_code": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:confirm": Row(NOBODY, lambda _world, _who: ("a" * 42,), "post"),
    "portal:asked": Row(NOBODY, lambda _world, _who: ("a" * 42, "trolley")),
    "portal:asked_page": Row(NOBODY, lambda _world, _who: ("a" * 42, "trolley", "more")),
    "portal:who_looked": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:my_data": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:my_data_code": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:my_data_send_code": Row(NOBODY, lambda _world, _who: ("a" * 42,), "post"),
    "portal:my_copy": Row(NOBODY, lambda _world, _who: ("a" * 42,)),
    "portal:preferences": Row(NOBODY, lambda _world, _who: ("a" * 42,), "post"),
    "portal:unsubscribe": Row(NOBODY, lambda _world, _who: ("a" * 42,), "post"),
    # What every page needs.
    "ui:council_css": Row(EVERYBODY),
    "ui:manifest": Row(EVERYBODY),
    "live:connect": Row("204 204 204 204 204 307", query=lambda world: {"topic": f"case:{world.case.id}"}),
    # The desk.
    "desk:sign_in": Row("200 302 302 302 302 302"),
    "desk:sign_out": Row("302 302 302 302 302 302", method="post"),
    "desk:welcome": Row(NOBODY, _forged_welcome),
    "desk:inbox": Row(STAFF),
    "desk:search": Row("in 302 302 302 302 302"),  # nothing was typed
    "desk:view_new": Row(STAFF),
    "desk:view_edit": Row("in 404 404 404 404 200", _view),
    "desk:view_remove": Row("in 404 404 404 404 302", _view, "post"),
    "desk:record": Row(STAFF),
    "desk:map": Row(STAFF),
    "desk:articles": Row(STAFF),
    "desk:article": Row(STAFF, _article),
    "desk:map_cells": Row(STAFF, query=lambda _world: {"bbox": "-73,41,-72,42"}),
    "desk:field": Row(STAFF),
    "desk:field_stop": Row(ITS_TEAM, _of_the_case),
    "desk:field_note": Row("in 404 404 404 404 400", _of_the_case, "post"),  # nothing was written
    "desk:field_done": Row("in 404 404 404 404 400", _of_the_case, "post"),
    "desk:mentions": Row(STAFF),
    "desk:mention": Row("in 404 404 404 404 302", lambda world, who: (_mention(world, who),), "post"),
    "desk:case": Row(ITS_TEAM, _of_the_case),
    "desk:act": Row("in 404 404 404 404 302", _acting, "post"),
    "desk:tasks": Row(STAFF),
    "desk:task_act": Row("in 404 404 404 404 302", _task, "post"),
    "desk:case_stage": Row("in 404 404 404 404 302", _of_the_case, "post"),
    "desk:task_add": Row(ITS_TEAM, _of_the_case),
    "desk:case_further": Row(ITS_TEAM, _of_the_case),
    "desk:case_automations": Row(ITS_TEAM, _of_the_case),
    "desk:case_automation_undo": Row("in 404 404 404 404 302", _run, "post"),
    "desk:writing": Row("in 404 404 404 404 204", _of_the_case, "post"),
    "desk:attachment": Row(ITS_TEAM, lambda world, _who: (world.file.id,)),
    # The contact centre knows everybody who ever wrote, and sees none of what they wrote to others.
    "desk:person": Row("in 404 200 404 404 200", lambda world, _who: (world.case.person_id,)),
    "desk:person_part": Row("in 404 200 404 404 200", lambda world, _who: (world.case.person_id, "details")),
    "desk:person_compare": Row("in 404 200 404 404 404", _two_people),  # its team knows of one of them alone
    "desk:sorting": Row(WHO_SORT),
    "desk:sort_one": Row(WHO_SORT, _unsorted),
    "desk:sort_open": Row("in 403 400 403 400 403", _unsorted, "post"),
    "desk:sort_attach": Row("in 403 400 403 400 403", _unsorted, "post"),
    "desk:sort_aside": Row("in 403 302 403 302 403", _unsorted, "post"),
    "desk:sort_formatted": Row(WHO_SORT, lambda world, _who: (world.unsorted.id,)),
    "desk:quarantine": Row(WHO_SORT),
    "desk:quarantine_source": Row(WHO_SORT, _quarantined),
    "desk:quarantine_replay": Row("in 403 302 403 302 403", _quarantined, "post"),
    "desk:outbox": Row(NOBODY),
    "desk:outbox_mail": Row(NOBODY, lambda world, _who: (world.delivery.id,)),
    "desk:outbox_formatted": Row(NOBODY, lambda world, _who: (world.delivery.id,)),
    "desk:segments": Row(MANAGERS),
    "desk:segment_new": Row(MANAGERS),
    "desk:segment": Row(MANAGERS, _segment),
    "desk:segment_edit": Row(MANAGERS, _segment),
    "desk:segment_write": Row(MANAGERS, _segment),
    "desk:segment_stop": Row("in 403 403 302 302 403", _mailing, "post"),
    "desk:segment_act": Row("in 403 403 302 302 403", lambda world, who: (*_segment(world, who), "retire"), "post"),
    # Requests about data: administrators, and managers of the contact centre (here there is none).
    "desk:privacy": Row("in 403 403 302 302 403"),
    "desk:requests": Row(ADMINISTRATORS),
    "desk:request_new": Row("in 403 200 403 200 403", lambda world, _who: (world.case.person_id,)),
    "desk:request": Row(ADMINISTRATORS, _requested),
    "desk:request_act": Row("in 403 403 403 302 403", lambda world, who: (*_requested(world, who), "take"), "post"),
    "desk:request_copy": Row("in 403 403 403 404 403", lambda world, who: (*_requested(world, who), new_id()), "post"),
    # How colleagues look: managers, of those they manage, and administrators.
    "desk:looks": Row("in 403 403 200 200 403"),
    "desk:looks_of": Row("in 403 403 200 200 403", _colleague),
    "desk:own_street": Row(STAFF),
    "desk:settings": Row(ADMINISTRATORS),
    "desk:settings_list": Row(ADMINISTRATORS, lambda _world, _who: ("departments",)),
    "desk:settings_add": Row(ADMINISTRATORS, lambda _world, _who: ("departments",)),
    "desk:settings_edit": Row(ADMINISTRATORS, lambda world, _who: ("departments", world.team.department_id)),
    "desk:settings_move": Row(
        "in 403 403 403 302 403", lambda world, _who: ("services", world.case.service_id), "post"
    ),
    "desk:settings_rule_above": Row("in 403 403 403 302 403", _rule, "post"),
    "desk:settings_invite": Row(ADMINISTRATORS, _colleague),
    "desk:settings_upload": Row(ADMINISTRATORS),
    "desk:settings_configuration": Row(ADMINISTRATORS),
    "desk:settings_configuration_zip": Row(ADMINISTRATORS),
    "desk:settings_configuration_apply": Row("in 403 403 403 409 403", method="post"),  # there is no plan to apply
    "desk:settings_configuration_applied": Row(ADMINISTRATORS, _applied),
    "desk:settings_configuration_back": Row("in 403 403 403 409 403", _applied, "post"),  # no plan was looked at
    "desk:settings_going_live": Row(ADMINISTRATORS, lambda world, _who: (world.team.department_id,)),
    "desk:imports": Row(ADMINISTRATORS),
    "desk:settings_first": Row(ADMINISTRATORS),
    "desk:import": Row(ADMINISTRATORS, _import),
    "desk:import_rejected": Row(ADMINISTRATORS, _import),
    "desk:settings_some_target": Row(ADMINISTRATORS, lambda world, _who: (world.case.service_id, 1)),
    "desk:settings_some_target_order": Row(  # there is none to move
        "in 403 403 403 404 403", lambda world, _who: (world.case.service_id, 1), method="post"
    ),
    "desk:settings_layer": Row(ADMINISTRATORS, lambda world, _who: (world.lamp.layer_id,)),
    "desk:settings_layer_upload": Row(ADMINISTRATORS, lambda world, _who: (world.lamp.layer_id,)),
    "desk:settings_layer_apply": Row(  # there is no upload to apply
        "in 403 403 403 409 403", lambda world, _who: (world.lamp.layer_id,), method="post"
    ),
    "desk:asset": Row("in 200 200 200 200 200", lambda world, _who: (world.lamp.id,)),
    "desk:settings_upload_apply": Row("in 403 403 403 409 403", method="post"),  # there is no upload to apply
    "desk:settings_automation_trial": Row(ADMINISTRATORS, _automation),
    "desk:settings_automation_runs": Row(ADMINISTRATORS, _automation),
    "desk:settings_automation_switch": Row("in 403 403 403 302 403", _automation, "post"),
    "desk:settings_workflow": Row(ADMINISTRATORS, _workflow),
    "desk:settings_workflow_details": Row("in 403 403 403 302 403", _workflow, "post"),
    "desk:settings_workflow_services": Row("in 403 403 403 302 403", _workflow, "post"),
    "desk:settings_workflow_changes": Row(ADMINISTRATORS, _workflow),
    "desk:settings_workflow_running": Row("in 403 403 403 302 403", _workflow),  # none was published yet
    "desk:settings_workflow_version": Row("in 403 403 403 404 403", lambda world, who: (*_workflow(world, who), 1)),
    "desk:settings_workflow_language": Row(ADMINISTRATORS, lambda world, who: (*_translated(world, who), "es")),
    "desk:settings_workflow_add": Row(ADMINISTRATORS, lambda world, who: (*_workflow(world, who), "stages")),
    "desk:settings_workflow_part": Row(ADMINISTRATORS, lambda world, who: (*_workflow(world, who), "stages", 0)),
    "desk:settings_workflow_act": Row(
        "in 403 403 403 404 403", lambda world, who: (*_workflow(world, who), "stages", 0), "post"
    ),
    "desk:settings_starters": Row(ADMINISTRATORS),
    "desk:settings_starter": Row(ADMINISTRATORS, lambda _world, _who: ("uk-council",)),
    "desk:settings_targets": Row(ADMINISTRATORS, _service),
    "desk:settings_questions": Row(CHANGED, _service),
    "desk:settings_questionnaire": Row(ADMINISTRATORS, _asked),
    "desk:settings_questionnaire_name": Row(CHANGED, _asked, "post"),
    "desk:settings_questionnaire_copy": Row(CHANGED, _asked, "post"),
    "desk:settings_questionnaire_services": Row(CHANGED, _asked, "post"),
    "desk:settings_questionnaire_add_page": Row("in 403 403 403 400 403", _asked, "post"),
    "desk:settings_questionnaire_page": Row(ADMINISTRATORS, _asked_on),
    "desk:settings_questionnaire_page_act": Row("in 403 403 403 404 403", _asked_on, "post"),
    "desk:settings_questionnaire_add_question": Row("in 403 403 403 400 403", _asked_on, "post"),
    "desk:settings_questionnaire_question": Row(ADMINISTRATORS, _asked_on),
    "desk:settings_questionnaire_question_act": Row("in 403 403 403 404 403", _asked_on, "post"),
    "desk:settings_questionnaire_add_stop": Row("in 403 403 403 400 403", _asked, "post"),
    "desk:settings_questionnaire_stop": Row(ADMINISTRATORS, _asked_on),
    "desk:settings_questionnaire_stop_act": Row("in 403 403 403 404 403", _asked_on, "post"),
    "desk:settings_questionnaire_language": Row(ADMINISTRATORS, lambda world, who: (*_asked(world, who), "es")),
    "desk:settings_questionnaire_changes": Row(CHANGED, _asked),
    "desk:settings_questionnaire_version": Row(ADMINISTRATORS, lambda world, who: (*_asked(world, who), 1)),
    "desk:settings_questionnaire_try": Row(ADMINISTRATORS, _asked),
    "desk:settings_retention": Row(ADMINISTRATORS, lambda _world, _who: (RetentionRule.objects.get().id,)),
    "desk:settings_retention_preview": Row("in 403 403 403 302 403", method="post"),
    "desk:holds": Row(ADMINISTRATORS),
    "desk:hold_case": Row(ADMINISTRATORS, _of_the_case),
    "desk:hold_person": Row(ADMINISTRATORS, lambda world, _who: (world.case.person_id,)),
    "desk:hold_end": Row("in 403 403 403 302 403", lambda world, _who: (_hold(world).id,), "post"),
}


def _hold(world: World) -> LegalHold:
    return LegalHold.objects.create(person=world.case.person, reason="A court", review_on=date(2027, 1, 1))


def _mention(world: World, who: str) -> Any:
    return world.mentions[who].id if who in world.mentions else new_id()


def _names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}"


def said_by(answer: HttpResponse) -> str:
    """The status, or "in" for the way to the sign-in page."""
    if answer.status_code == 302 and answer["Location"].startswith("/desk/sign-in/?"):
        return "in"
    return str(answer.status_code)


def test_every_url_says_who_may() -> None:
    names = set(_names(get_resolver().url_patterns))
    assert names - set(ROWS) == set(), "Say in ROWS who may open these."
    assert set(ROWS) - names == set(), "These URLs are gone: take their rows out."


def asked(world: World, name: str, who: str) -> str:
    """What one of them is told; what they did is taken back, so that the next one finds the world as it was."""
    row = ROWS[name]
    with transaction.atomic():
        url = reverse(name, args=row.args(world, who))
        answer = getattr(world.browser_of(who), row.method)(url, row.query(world))
        if answer.streaming:
            answer.close()
        transaction.set_rollback(True)
    return said_by(answer)


@pytest.mark.parametrize("name", ROWS)
def test_who_may(world: World, name: str) -> None:
    told = {who: asked(world, name, who) for who in WHO}
    assert told == dict(zip(WHO, ROWS[name].answers.split(), strict=True))


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_outside_its_team_does_anything_to_a_confidential_case(world: World, action: str) -> None:
    before = Case.objects.values().get(pk=world.case.pk)
    url = reverse("desk:act", args=[world.case.reference, action])
    assert {world.browser_of(who).post(url, {"text": "Hello"}).status_code for who in OUTSIDE} == {404}
    assert Case.objects.values().get(pk=world.case.pk) == before


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_list_names_a_confidential_case_to_anybody_outside_its_team(world: World, who: str) -> None:
    browser = world.browser_of(who)
    for query in ("view=mine", "view=team", "view=unassigned", "view=soon", "view=all", "q=hole", "status=open"):
        assert world.case.reference not in browser.get(f"/desk/?{query}").content.decode()
    answer = browser.get("/desk/", {"q": world.case.reference})
    assert answer.status_code == 200  # its team would be sent to the case
    assert f"/desk/cases/{world.case.reference}/" not in answer.content.decode()
    for page in ("/desk/mentions/", "/desk/map/", "/desk/map/cases.json?bbox=-73,41,-72,42&zoom=16", "/desk/field/"):
        assert world.case.reference not in browser.get(page).content.decode()
    near = browser.post("/desk/field/", {"lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat})
    assert world.case.reference not in near.content.decode()


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_other_case_speaks_of_it(world: World, who: str) -> None:
    """Not as something near, not as a contact of the same person, not as somebody who looks at it."""
    reader = world.staff[who]
    team = reader.memberships.first().team if reader.memberships.exists() else TeamFactory()
    beside = CaseFactory(team=team, service__group=world.case.service.group, person=world.case.person)
    Case.objects.filter(pk=beside.pk).update(location=WEST_SQUARE, description=world.case.description)
    page = world.browser_of(who).get(f"/desk/cases/{beside.reference}/")
    assert page.status_code == 200
    assert world.case.reference not in page.content.decode()
    person = world.browser_of(who).get(f"/desk/people/{world.case.person_id}/")
    assert beside.reference in person.content.decode()
    assert world.case.reference not in person.content.decode()


def test_the_public_map_and_what_is_near_leave_it_out(world: World) -> None:
    browser = Client()
    assert world.case.reference not in browser.get("/map/").content.decode()
    assert browser.get("/map/cases.json").json()["features"] == []
    assert b"No public report has this reference" in browser.get("/track/", {"reference": world.case.reference}).content


def test_its_own_team_finds_it(world: World) -> None:
    browser = world.browser_of("own team")
    assert f"/desk/cases/{world.case.reference}/" in browser.get("/desk/?view=team").content.decode()
    assert browser.get("/desk/", {"q": world.case.reference}).status_code == 302
    assert world.case.reference in browser.get("/desk/map/cases.json?bbox=-73,41,-72,42&zoom=16").content.decode()
    assert world.case.reference in browser.get("/desk/field/").content.decode()
