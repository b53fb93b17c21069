"""Somebody asks for a copy of their data, a correction, a deletion: taken down and confirmed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from heard.domain.privacy.operations.requests import ask
from heard.domain.privacy.queries.requests import standing_request
from heard.domain.privacy.rules import letters
from heard.domain.privacy.rules.links import my_data_path
from heard.flows.tell_person import tell_person

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.people.models import Person
    from heard.domain.privacy.models import RightsRequest
    from heard.kernel.actor import Actor


@transaction.atomic
def ask_right(
    person: Person, *, kind: str, channel: str, details: str = "", asked_at: datetime | None = None, actor: Actor
) -> RightsRequest:
    """Take it down; asked again, it is the same request and no second letter goes out."""
    again = standing_request(person, kind)
    request = ask(person, kind=kind, channel=channel, details=details, asked_at=asked_at, actor=actor)
    if again is None:
        link = settings.HEARD_URL + my_data_path(person.id)
        letter = partial(letters.received, request, council=settings.HEARD_COUNCIL["name"], link=link)
        tell_person(person, subject=letters.subject, letter=letter, actor=actor)
    return request
