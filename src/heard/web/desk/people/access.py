"""Who may see a resident, and who may change what we know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from heard.domain.cases.queries.contacts import known_among
from heard.domain.people.models import Person
from heard.domain.people.queries.profile import whole_person
from heard.kernel.errors import NotAllowed, Removed

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.people.queries.profile import WholePerson
    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest


def known_person(request: DeskRequest, person_id: UUID) -> WholePerson:
    """The person, for whoever may see one of their cases; nobody else is told that there is such a person."""
    try:
        whole = whole_person(person_id)
    except Person.DoesNotExist as error:
        raise Http404 from error
    if not known_among(request.standing, [whole.person.id]):
        raise Http404
    if whole.person.is_erased:
        raise Removed(_("What named this person was removed, and will not come back. Their reports stay."))
    return whole


def editable_person(request: DeskRequest, person_id: UUID) -> WholePerson:
    """The same, for somebody about to change it: a 403 where they may only read."""
    whole = known_person(request, person_id)
    if not may_edit_people(request.standing):
        raise NotAllowed
    return whole


def may_edit_people(standing: Standing) -> bool:
    """Agents and managers keep the records of those they know. A crew reads them: whom to call, what to beware of."""
    return standing.serves_everyone or bool(standing.agent_departments)
