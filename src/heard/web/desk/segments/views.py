"""The list of segments, and the page of one: its words, its number, a few of its people, what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.domain.privacy.operations.looking import note_looks
from heard.domain.privacy.rules.purposes import Purpose as LookPurpose
from heard.domain.segments.operations import approve_segment, retire_segment, return_segment
from heard.domain.segments.queries.sample import sample_of
from heard.domain.segments.queries.segments import segments_for
from heard.domain.segments.queries.vocabulary import person_vocabulary
from heard.domain.segments.rules.access import may_approve
from heard.domain.segments.rules.numbers import is_small
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.segments.access import keepers_view, kept_segment
from heard.web.desk.segments.figures import counted, in_words, reached
from heard.web.desk.segments.forms import AudienceForm
from heard.web.desk.segments.mailings import mailing_lines

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.segments.models import Segment
    from heard.web.desk.access import DeskRequest


@require_safe
@keepers_view
def segments(request: DeskRequest) -> HttpResponse:
    """Those of the reader's departments, in words."""
    vocabulary = person_vocabulary().read_once()
    found = [
        (one, in_words(one.current.condition, vocabulary)) for one in segments_for(request.standing) if one.current
    ]
    return desk_page(request, "desk/segments/list.html", {"found": found})


@require_safe
@keepers_view
def segment(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    """One segment. Its people are shown when asked for, and each of them is told that they were looked at."""
    one = kept_segment(request, segment_id)
    version = one.current
    if version is None:
        raise Http404
    vocabulary = person_vocabulary().read_once()
    history = list(one.versions.select_related("author", "approved_by"))
    count = counted(version.condition, sensitive=bool(version.sensitive))
    context: dict[str, Any] = {
        "segment": one,
        "version": version,
        "words": in_words(version.condition, vocabulary),
        "sensitive": [vocabulary.field(name).label for name in version.sensitive],
        "count": count,
        "few": is_small(count.number or 0, sensitive=bool(version.sensitive)),
        "usable": not (version.is_draft or one.retired_at),
        "may_approve": may_approve(request.standing, one),
        "history": history,
        # What went to a version that asked for something sensitive is counted roughly for ever.
        "mailings": mailing_lines(one, sensitive=any(written.sensitive for written in history)),
    }
    if context["usable"]:
        context |= _asked_for(request, one, count.number)
    return desk_page(request, "desk/segments/page.html", context)


@require_POST
@keepers_view
def act(request: DeskRequest, segment_id: UUID, action: str) -> HttpResponse:
    """Approve what was read, put out of use, take back into use."""
    one, actor = kept_segment(request, segment_id), actor_of(request)
    match action:
        case "approve":
            number = request.POST.get("number", "")
            approve_segment(one, number=int(number) if number.isdecimal() else 0, actor=actor)
            messages.success(request, _("Approved: %(name)s can be used now.") % {"name": one.name})
        case "retire":
            retire_segment(one, actor=actor)
        case "return":
            return_segment(one, actor=actor)
        case _:
            raise Http404
    return redirect("desk:segment", one.id)


def _asked_for(request: DeskRequest, one: Segment, number: int | None) -> dict[str, Any]:
    """A sample, and who may be written to: each is asked for by a button of its own."""
    audience = AudienceForm(request.GET if "purpose" in request.GET else None)
    found: dict[str, Any] = {"audience": audience}
    if "sample" in request.GET:
        found["sample"] = sample_of(one, request.standing, number=number)
        people = [sampled.person.id for sampled in found["sample"]]
        note_looks(people, staff=request.user, purpose=LookPurpose.SEGMENT, subject=one.id)
    if audience.is_bound and audience.is_valid():
        found["reached"] = reached(one, **audience.cleaned_data)
        found["asked"] = True
    return found
