"""Two records side by side: whether they are one person, an agent decides here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.people.operations.merging import merge_people, tell_apart
from heard.domain.people.queries.sameness import distinction_between, likeness_of
from heard.domain.people.rules.likeness import in_words
from heard.domain.people.rules.profiles import birth_date_of
from heard.domain.privacy.operations.looking import note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.kernel.errors import Refused
from heard.web.desk.access import actor_of, desk_view
from heard.web.desk.page import desk_page
from heard.web.desk.people.access import editable_person
from heard.web.desk.people.panel import panel_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.people.queries.profile import WholePerson
    from heard.web.desk.access import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def compare(request: DeskRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Both, with what speaks for their being one; then merge them, or remember that they are two."""
    one, other = editable_person(request, person_id), editable_person(request, other_id)
    if one.person.id == other.person.id:
        return redirect("desk:person", one.person.id)
    note_looks([one.person.id, other.person.id], staff=request.user, purpose=Purpose.MERGE)
    if request.method == "POST":
        try:
            return _decided(request, one, other)
        except Refused as error:
            messages.warning(request, error.sentence)
    context = {
        "sides": [(panel_of(request.standing, side), birth_date_of(side.person.details)) for side in (one, other)],
        "apart": distinction_between(one.person.id, other.person.id),
        "words": in_words(likeness_of(one.person, other.person).reasons),
    }
    return desk_page(request, "desk/people/compare.html", context)


def _decided(request: DeskRequest, one: WholePerson, other: WholePerson) -> HttpResponse:
    actor, decision = actor_of(request), request.POST.get("do")
    if decision == "apart":
        tell_apart(one.person, other.person, actor=actor)
        messages.success(request, _("Remembered: these are two people. They are suggested no more."))
        return redirect("desk:person", one.person.id)
    if decision not in {"first", "second"}:
        raise Http404
    kept, merged = (one, other) if decision == "first" else (other, one)
    reasons = likeness_of(one.person, other.person).reasons
    meant = request.POST.get("although") == "yes"
    merge_people(kept.person, merged.person, reasons=reasons, actor=actor, although_told_apart=meant)
    messages.success(request, _("Merged. Everything of both is on this page now; you can undo it."))
    return redirect("desk:person", kept.person.id)
