"""The round and one stop of it. Everything works without a script but "what is near me"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.cases.queries.field import round_by_date, round_by_distance
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.privacy.operations.looking import note_look
from heard.domain.privacy.rules.purposes import Purpose
from heard.flows.add_note import add_note
from heard.flows.finish_in_field import finish_in_field
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of, desk_view, workable_case
from heard.web.desk.case.reach import closed_in_words
from heard.web.desk.due import due_of, with_due
from heard.web.desk.field.forms import DoneForm, HereForm, NoteForm
from heard.web.desk.mentions import with_unheard_calls
from heard.web.desk.page import INBOX_TOPIC, desk_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.cases.models import Case
    from heard.web.desk.access import DeskRequest

LATEST = 6
KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Stop:
    """A case of the round, and how far it is where that is known."""

    case: Case
    distance: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def field(request: DeskRequest) -> HttpResponse:
    """The round: due first, or nearest first for a phone that says where it is."""
    form = HereForm(request.POST or None)
    near = request.method == "POST" and form.is_valid()
    if near:
        found = round_by_distance(request.standing, form.here)
        with_due(one.case for one in found)
        stops = [Stop(one.case, distance_in_words(one.distance_m)) for one in found]
    else:
        stops = [Stop(case) for case in with_due(round_by_date(request.standing))]
    context = {"stops": stops, "near": near, "form": form}
    return desk_page(request, "desk/field/round.html", context, topics=(INBOX_TOPIC,))


@require_safe
@desk_view
def stop(request: DeskRequest, reference: str) -> HttpResponse:
    """One case, as it is needed on the spot."""
    case = workable_case(request, reference)
    if case.person_id:
        note_look(case.person_id, staff=request.user, purpose=Purpose.CASE, subject=case.id)
    return _page(request, case, NoteForm(), DoneForm())


@require_http_methods(["GET", "POST"])
@desk_view
def note(request: DeskRequest, reference: str) -> HttpResponse:
    """Words or photos for colleagues. Asked for by a reload, it is the case again."""
    case = workable_case(request, reference)
    if request.method == "GET":
        return redirect("desk:field_stop", case.reference)
    form = NoteForm(request.POST, request.FILES)
    if form.is_valid():
        photos = form.kept_photos(public=False)
        if not form.errors:
            add_note(case, text=form.cleaned_data["text"], attachments=photos, actor=actor_of(request))
            messages.success(request, with_unheard_calls(_("Kept on the case."), note=form.cleaned_data["text"]))
            return redirect("desk:field_stop", case.reference)
    return _page(request, case, form, DoneForm(), status=400)


@require_http_methods(["GET", "POST"])
@desk_view
def done(request: DeskRequest, reference: str) -> HttpResponse:
    """It is done: closed with words and photos, and on with the round. Asked for by a reload, it is the case again."""
    case = workable_case(request, reference)
    if request.method == "GET":
        return redirect("desk:field_stop", case.reference)
    form = DoneForm(request.POST, request.FILES)
    if form.is_valid() and _finished(request, case, form):
        done = _("%(reference)s is done.") % {"reference": case.reference}
        messages.success(request, f"{done} {closed_in_words(case)}")
        return redirect("desk:field")
    return _page(request, case, NoteForm(), form, status=400)


def distance_in_words(metres: float) -> str:
    """As people say it: "80 m", "1.4 km"."""
    if metres < KILOMETRE:
        return _("%(n)d m") % {"n": round(metres, -1)}
    return _("%(n).1f km") % {"n": metres / KILOMETRE}


def _finished(request: DeskRequest, case: Case, form: DoneForm) -> bool:
    photos = form.kept_photos(public=form.cleaned_data["public"])
    if form.errors:
        return False
    words = {name: form.cleaned_data[name] for name in ("outcome", "text")}
    try:
        finish_in_field(case, photos=photos, actor=actor_of(request), **words)
    except HeardError as error:
        form.add_error(None, error.sentence)
        return False
    return True


def _page(
    request: DeskRequest, case: Case, noting: NoteForm, finishing: DoneForm, *, status: int = 200
) -> HttpResponse:
    said = [item.message for item in timeline_of(case) if item.message and not item.message.acknowledgement]
    context = {
        "case": case,
        "due": due_of(case),
        "said": said[-LATEST:],
        # The first message says the same, where there is one.
        "description": "" if any(message.text == case.description for message in said[-LATEST:]) else case.description,
        "noting": noting,
        "finishing": finishing,
    }
    return desk_page(request, "desk/field/stop.html", context, status=status, topics=(f"case:{case.id}",))
