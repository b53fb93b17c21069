"""A resident's page: who they are, what is open, what they asked before, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heard.domain.consent.queries.ledger import standing_consents
from heard.domain.people.models import Topic
from heard.domain.people.rules.profiles import birth_date_of
from heard.domain.privacy.operations.looking import note_look
from heard.domain.privacy.queries.holds import holds_on
from heard.domain.teams.rules.permissions import may_change_settings, may_take_down_rights
from heard.web.desk.access import desk_view
from heard.web.desk.page import desk_page
from heard.web.desk.people.access import known_person
from heard.web.desk.people.panel import CONTACTS_READ, panel_of
from heard.web.desk.people.purpose import TO_CHOOSE, purpose_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.people.models import Person
    from heard.web.desk.access import DeskRequest


class PurposeForm(forms.Form):
    """What the page is opened for, where the link did not say."""

    field_order = ("for",)

    def __init__(self, current: str) -> None:
        super().__init__(initial={"for": current}, auto_id="purpose-%s")
        choices = [(purpose.value, purpose.label) for purpose in TO_CHOOSE]
        self.fields["for"] = forms.ChoiceField(label=_("What do you need it for?"), choices=choices)


@require_safe
@desk_view
def person_page(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """One resident. Who may see none of their cases is not told that there is such a person."""
    whole = known_person(request, person_id)
    if whole.person.id != person_id:  # a record that was merged into another
        return redirect("desk:person", whole.person.id)
    purpose = purpose_of(request)
    note_look(whole.person.id, staff=request.user, purpose=purpose)
    panel = panel_of(request.standing, whole)
    context = {
        "panel": panel,
        "hold": holds_on(person=whole.person).first(),
        "may_hold": may_change_settings(request.standing),
        "more": len(panel.contacts) >= CONTACTS_READ,
        "interests": interests_of(whole.person),
        "agreed": standing_consents(whole.person.id),
        "born": birth_date_of(whole.person.details),
        "may_take_down_rights": may_take_down_rights(request.standing),
        "purpose_words": purpose.label,
        "purpose_form": PurposeForm(purpose),
    }
    return desk_page(request, "desk/people/page.html", context)


def interests_of(person: Person) -> list[str]:
    """What they are interested in, by name."""
    return [topic.name for topic in Topic.objects.filter(code__in=person.interests)] if person.interests else []
