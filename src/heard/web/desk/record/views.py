"""The page on which an agent records a call or a visit, and the parts of it that fill while they type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from heard.domain.cases.models import Draft, Origin
from heard.domain.cases.operations.drafts import finish_draft, open_draft
from heard.domain.cases.rules.access import may_see
from heard.domain.privacy.operations.looking import note_look, note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.flows.follow_case import follow_case
from heard.flows.record_contact import record_contact
from heard.flows.report_issue import Report
from heard.kernel.errors import InvalidInput, Refused
from heard.web.desk.access import actor_of, desk_view, visible_case
from heard.web.desk.page import desk_page
from heard.web.desk.record.forms import RecordForm
from heard.web.desk.record.looking import Looking

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest

# By the id of the element htmx fills. All of it is sent by POST: names and numbers never stand in an address.
PARTS = {
    "record-people": "desk/record/people_part.html",
    "record-services": "desk/record/services.html",
    "record-questions": "desk/record/questions.html",
    "record-places": "desk/record/places.html",
    "record-near": "desk/record/near.html",
}
# When these change, what is open around there, and what they told us before, is looked up again.
ABOUT_WHAT_AND_WHERE = {"desk/record/questions.html", "desk/record/places.html", "desk/record/people_part.html"}
# Where the flow's names for what is missing and the page's differ.
FIELD_OF = {"location": "address", "contact": "phone"}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def record(request: DeskRequest) -> HttpResponse:
    """GET: an empty page. POST: look things up for what is typed, or save."""
    looking = Looking(request.standing, request.POST)
    form = RecordForm(looking, request.POST or None)
    _note_looks(request, looking)
    if part := PARTS.get(request.htmx.target or ""):
        answer = render(request, part, {"form": _looked_up(form, looking), "found": looking})
        return trigger_client_event(answer, "record-look", after="settle") if part in ABOUT_WHAT_AND_WHERE else answer
    if request.method == "POST" and "follow" in request.POST:
        return _follow(request, form, looking, request.POST["follow"])
    if request.method == "POST" and "save" in request.POST and form.is_valid():
        return _save(request, form, looking)
    if request.method == "POST" and "save" not in request.POST:
        form = _looked_up(form, looking)
    return _page(request, form, looking)


def _note_looks(request: DeskRequest, looking: Looking) -> None:
    """The contacts of everybody who has the caller's number were shown; of whom the agent chose, the whole record."""
    if looking.person:
        purpose = Purpose.WALK_IN if request.POST.get("origin") == Origin.WALK_IN else Purpose.CALL
        note_look(looking.person.id, staff=request.user, purpose=purpose)
    note_looks((known.person.id for known in looking.people), staff=request.user, purpose=Purpose.SEARCH)


def _save(request: DeskRequest, form: RecordForm, looking: Looking) -> HttpResponse:
    data = form.cleaned_data
    if looking.service is None:
        form.add_error("words", _("Choose what it is about from the list"))
        return _page(request, form, looking)
    try:
        case = _recorded(_report(data, looking, looking.service), looking, actor_of(request))
    except (InvalidInput, Refused) as error:
        return _with_errors(request, form, looking, error)
    return _after(request, case)


def _recorded(report: Report, looking: Looking, actor: Actor) -> Case:
    """For the caller; or for whom they speak, whose record does not get the caller's name and number."""
    if looking.mandate is None:
        return record_contact(report, actor=actor, person=looking.person)
    spoken_for = looking.mandate.person
    report = replace(report, name="", email="", phone="", language=spoken_for.language)
    return record_contact(report, actor=actor, person=spoken_for, speaker=looking.person)


def _report(data: dict[str, Any], looking: Looking, service: Service) -> Report:
    place = looking.place
    return Report(
        service=service,
        origin=data["origin"],
        description=data["description"],
        answers=looking.sent,
        asked=looking.version,
        asked_in=data["language"],
        location=looking.location,
        asset=data.get("asset", ""),
        address=place.text if place else data["address"],
        name=data["name"],
        email=data["email"],
        phone=data["phone"],
        language=data["language"],
        submission=data["submission"],
    )


def _follow(request: DeskRequest, form: RecordForm, looking: Looking, reference: str) -> HttpResponse:
    """The caller means a case we have: they follow it instead of filing another, however often this is sent."""
    case = visible_case(request, reference)
    for question in form.questions:
        form.errors.pop(question.name, None)  # what the service asks was answered by who reported it
    if form.errors:
        return _page(request, form, looking)
    data = form.cleaned_data
    if not (looking.person or data["email"] or data["phone"]):
        form.add_error("phone", _("Ask for a number or an email address, so that they hear how it ends"))
        return _page(request, form, looking)
    try:
        _join(case, data, looking.person, actor_of(request))
    except (InvalidInput, Refused) as error:
        return _with_errors(request, form, looking, error)
    messages.success(request, _("They follow %(reference)s now and hear how it ends.") % {"reference": case.reference})
    return redirect("desk:case", case.reference)


@transaction.atomic
def _join(case: Case, data: dict[str, Any], person: Person | None, actor: Actor) -> None:
    draft = open_draft(Draft(id=data["submission"]))
    if draft.sent_as_id:
        return
    conversation = follow_case(
        case,
        name=data["name"],
        email=data["email"],
        phone=data["phone"],
        text=data["description"],
        language=data["language"],
        channel=data["origin"],
        person=person,
        actor=actor,
    )
    finish_draft(draft, case=case, conversation=conversation.id, joined=True)


def _after(request: DeskRequest, case: Case) -> HttpResponse:
    """To the case, with the words to say before hanging up; to an empty page where only its team may see it."""
    said = _("Recorded. Tell them the reference: %(reference)s") % {"reference": case.reference}
    messages.success(request, said)
    return redirect("desk:case", case.reference) if may_see(case, request.standing) else redirect("desk:record")


def _looked_up(form: RecordForm, looking: Looking) -> RecordForm:
    """The same page with what was typed: nothing was sent yet, so nothing is wrong yet. Whom the agent just chose
    brings their language; what the agent chooses after that stands.
    """
    typed = {bound.name: bound.data for bound in form if bound.data not in (None, "", [])}
    fresh = RecordForm(looking)
    fresh.initial.update(typed)
    if looking.person and looking.just_chosen and looking.person.language in dict(settings.HEARD_SPOKEN_LANGUAGES):
        fresh.initial["language"] = looking.person.language
    return fresh


def _with_errors(
    request: DeskRequest, form: RecordForm, looking: Looking, error: InvalidInput | Refused
) -> HttpResponse:
    """What a flow found wrong, beside the fields it is about; nothing that was typed is lost."""
    fields = error.fields if isinstance(error, InvalidInput) else {"": error.sentence}
    for name, sentence in fields.items():
        here = FIELD_OF.get(name, name)
        form.add_error(here if here in form.fields else None, sentence)
    return _page(request, form, looking)


def _page(request: DeskRequest, form: RecordForm, looking: Looking) -> HttpResponse:
    status = 400 if form.errors else 200
    return desk_page(request, "desk/record/page.html", {"form": form, "found": looking}, status=status)
