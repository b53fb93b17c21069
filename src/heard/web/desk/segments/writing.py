"""Writing to the people of a segment: the text, then how many get it, who does not and why, and what it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.consent.queries.permissions import quiet_until
from heard.domain.conversations.rules.letters import personal, with_footer
from heard.domain.privacy.operations.looking import note_looks
from heard.domain.privacy.rules.purposes import Purpose as LookPurpose
from heard.domain.segments.queries.people import people_in
from heard.domain.segments.queries.sample import one_of
from heard.domain.segments.rules.numbers import number_in_words
from heard.flows.write_to_people import check_letter
from heard.flows.write_to_segment import write_to_segment
from heard.kernel.errors import InvalidInput, Refused
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.segments.access import keepers_view, kept_segment
from heard.web.desk.segments.figures import reached
from heard.web.desk.segments.forms import LetterForm
from heard.web.desk.segments.mailings import quiet_words

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.segments.models import Segment
    from heard.web.desk.access import DeskRequest
    from heard.web.desk.segments.figures import Reached


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_view
def write(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    """GET: the form. POST: what would be sent and to how many; with "send", it is."""
    segment = kept_segment(request, segment_id)
    people_in(segment)  # refuses a draft
    form = LetterForm(request.POST if request.method == "POST" else None, initial=_chosen(request))
    context: dict[str, Any] = {"segment": segment, "form": form}
    if request.method == "POST" and "change" in request.POST:
        form.errors.clear()
    elif request.method == "POST" and form.is_valid() and _may_be_sent(form):
        if "send" in request.POST and (answer := _send(request, form, segment)):
            return answer
        if not form.errors:
            return desk_page(request, "desk/segments/letter.html", context | _preview(request, form, segment))
    return desk_page(request, "desk/segments/write.html", context, status=400 if form.errors else 200)


def _chosen(request: DeskRequest) -> dict[str, str]:
    """What was chosen on the segment's page."""
    return {name: request.GET[name] for name in ("purpose", "topic") if name in request.GET}


def _may_be_sent(form: LetterForm) -> bool:
    """Whether the text is one that can be sent; the form says what is wrong with it."""
    data = form.cleaned_data
    try:
        check_letter(data["purpose"], data["subject"], data["text"])
    except InvalidInput as error:
        _say(form, error)
        return False
    return True


def _preview(request: DeskRequest, form: LetterForm, segment: Segment) -> dict[str, Any]:
    data = form.cleaned_data
    link = f"{settings.HEARD_URL}/…"  # each has their own
    found = reached(segment, purpose=data["purpose"], topic=data["topic"])
    name = _name_of_one(request, segment, found) if "{name}" in data["text"] else ""
    text = personal(data["text"].strip(), name=name, council=settings.HEARD_COUNCIL["name"])
    return {
        "reached": found,
        "quiet": quiet_words(quiet_until(data["purpose"])),
        "letter": with_footer(text, preferences=link, unsubscribe=link),
        "for_one": "{name}" in data["text"],
        "name": name,
    }


def _name_of_one(request: DeskRequest, segment: Segment, found: Reached | None) -> str:
    """Of somebody who gets it and whom the reader may know; they are told of the look."""
    if found is None or _is_sensitive(segment):
        return ""
    person = one_of(found.people, request.standing)
    if person is None:
        return ""
    note_looks([person.id], staff=request.user, purpose=LookPurpose.SEGMENT, subject=segment.id)
    return person.name


def _is_sensitive(segment: Segment) -> bool:
    return bool(segment.current and segment.current.sensitive)


def _say(form: LetterForm, error: InvalidInput) -> None:
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)


def _send(request: DeskRequest, form: LetterForm, segment: Segment) -> HttpResponse | None:
    """The way back to the segment; None where it was refused, which the form then says."""
    try:
        writing = write_to_segment(segment, **form.cleaned_data, actor=actor_of(request))
    except InvalidInput as error:
        _say(form, error)
        return None
    except Refused as error:
        form.add_error(None, error.sentence)
        return None
    people = number_in_words(writing.people, sensitive=_is_sensitive(segment))
    said = " ".join(
        (_("It goes to %(people)s.") % {"people": people}, quiet_words(quiet_until(writing.mailing.purpose)))
    )
    messages.success(request, said.strip() if writing.people else _("Nobody in this segment agreed to such messages."))
    return redirect("desk:segment", segment.id)
