"""A resident's page: how to reach them, and what they contacted the council about, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from heard.domain.cases.queries.contacts import contacts_of, known_among
from heard.domain.people.queries.people import possible_same_people, whole_people
from heard.web.desk.access import desk_view
from heard.web.desk.due import with_due
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.people.models import Person
    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest

CONTACTS_SHOWN = 100


@require_safe
@desk_view
def person_page(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """One resident. Who may see none of their cases is not told that there is such a person."""
    contacts = with_due(contacts_of(request.standing, [person_id])[: CONTACTS_SHOWN + 1])
    person = whole_people().filter(pk=person_id).first()
    if person is None or not (contacts or request.standing.serves_everyone):
        raise Http404
    context = {
        "person": person,
        "contacts": contacts[:CONTACTS_SHOWN],
        "more": len(contacts) > CONTACTS_SHOWN,
        "same_people": same_people_for(request.standing, person),
    }
    return desk_page(request, "desk/people/page.html", context)


def same_people_for(standing: Standing, person: Person) -> list[Person]:
    """Who might be the same person, of those the reader may know of."""
    others = possible_same_people(person)
    known = known_among(standing, [other.id for other in others]) if others else set()
    return [other for other in others if other.id in known]
