"""Writing a profile: what somebody is called, speaks, needs and prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.models import Person
from heard.domain.people.operations.people import make_findable
from heard.domain.people.queries.addresses import homes_of
from heard.domain.people.queries.topics import active_topic_codes
from heard.domain.people.rules.ages import band_on
from heard.domain.people.rules.profiles import DETAILS, birth_date_of, checked
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def update_profile(person: Person, *, actor: Actor, **changes: Any) -> list[str]:
    """Change what is given (names of rules.profiles.FIELDS) and nothing else; the names of what differs now.

    A birth date is kept sealed, and counted by its age band; names and addresses are found by tokens.
    """
    current = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    values = checked(changes, today=timezone.localdate(), topics={*active_topic_codes(), *current.interests})
    if current.name and not values.get("name", current.name):
        raise InvalidInput({"name": _("Write their name, or leave it as it is.")})
    fields = _set(current, values)
    if fields:
        columns = {"details" if name in DETAILS else name for name in fields} | {"updated_at"}
        if "birth_date" in fields:
            current.age_band = band_on(timezone.localdate(), born=birth_date_of(current.details))
            columns.add("age_band")
        if columns & {"name", "details"}:
            make_findable(current, addresses=homes_of([current.id]).get(current.id, ()))
            columns.add("tokens")
        current.save(update_fields=sorted(columns))
        record("person.changed", actor=actor, person=person.id, fields=fields)
    person.refresh_from_db()
    return fields


def _set(person: Person, values: dict[str, Any]) -> list[str]:
    """Set what differs. Details that become empty are left out."""
    details = dict(person.details)
    now = {name: details.get(name) if name in DETAILS else getattr(person, name) for name in values}
    fields = sorted(name for name, value in values.items() if (now[name] or None) != (value or None))
    for name in fields:
        if name not in DETAILS:
            setattr(person, name, values[name])
        elif values[name]:
            details[name] = values[name]
        else:
            details.pop(name, None)
    person.details = details
    return fields
