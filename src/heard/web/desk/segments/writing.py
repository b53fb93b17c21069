"""Writing to the people of a segment: the text, then how many get it, who does not and why, and what it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.conversations.rules.letters import with_footer
from heard.domain.segments.queries.people import people_in
from heard.domain.segments.rules.numbers import number_in_words
from heard.flows.write_to_segment import write_to_segment
from heard.kernel.errors import InvalidInput, Refused
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.segments.access import keepers_view, kept_segment
from heard.web.desk.segments.figures import reached
from heard.web.desk.segments.forms import LetterForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.segments.models import Segment
    from heard.web.desk.access import DeskRequest


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
    elif request.method == "POST" and form.is_valid():
        if "send" in request.POST and (answer := _send(request, form, segment)):
            return answer
        if not form.errors:
            return desk_page(request, "desk/segments/letter.html", context | _preview(form, segment))
    return desk_page(request, "desk/segments/write.html", context, status=400 if form.errors else 200)


def _chosen(request: DeskRequest) -> dict[str, str]:
    """What was chosen on the segment's page."""
    return {name: request.GET[name] for name in ("purpose", "topic") if name in request.GET}


def _preview(form: LetterForm, segment: Segment) -> dict[str, Any]:
    data = form.cleaned_data
    link = f"{settings.HEARD_URL}/…"  # each has their own
    return {
        "reached": reached(segment, purpose=data["purpose"], topic=data["topic"]),
        "letter": with_footer(data["text"].strip(), preferences=link, unsubscribe=link),
    }


def _send(request: DeskRequest, form: LetterForm, segment: Segment) -> HttpResponse | None:
    """The way back to the segment; None where it was refused, which the form then says."""
    try:
        writing = write_to_segment(segment, **form.cleaned_data, actor=actor_of(request))
    except InvalidInput as error:
        for name, sentence in error.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        return None
    except Refused as error:
        form.add_error(None, error.sentence)
        return None
    people = number_in_words(writing.people, sensitive=bool(segment.current and segment.current.sensitive))
    said = _("It goes to %(people)s.") % {"people": people}
    messages.success(request, said if writing.people else _("Nobody in this segment agreed to such messages."))
    return redirect("desk:segment", segment.id)
