"""People another system knows, brought in with their addresses: found again by their number there, never doubled.

That number is an identity of theirs here (an account such as "zammad:17"). Their addresses come unverified: another
system's word is no proof, and links nobody to a case by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from heard.domain.journal.operations import record_past
from heard.domain.people.models import Identity, IdentityKind, Person, PersonKind
from heard.domain.people.operations.people import add_past_people, make_findable
from heard.domain.people.rules.contact_points import comparable, identity_digest, identity_digests
from heard.kernel import clock
from heard.kernel.errors import InvalidInput
from heard.kernel.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PastPerson:
    """Somebody as another system knows them. `account`: its name and their number there, which stay the same."""

    account: str
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "en"
    kind: str = PersonKind.PERSON
    since: datetime | None = None


@transaction.atomic
def add_missing_people(known: Iterable[PastPerson]) -> tuple[dict[str, Person], int]:
    """The person for each account, and how many of them are new. An address that is none is left out."""
    wanted = {one.account: one for one in known}
    with connection.cursor() as cursor:  # two imports take turns, so that each sees the other's people
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('past people', 0))")
    found = _known(wanted)
    new = [one for account, one in wanted.items() if account not in found]
    people = [_person(one) for one in new]
    identities = [row for person, one in zip(people, new, strict=True) for row in _identities(person, one)]
    record_past(add_past_people(people, identities))
    found |= {one.account: person for person, one in zip(people, new, strict=True)}
    return found, len(new)


def _known(accounts: Iterable[str]) -> dict[str, Person]:
    by_key = {key: account for account in accounts for key in identity_digests(IdentityKind.ACCOUNT, account.lower())}
    rows = Identity.objects.filter(kind=IdentityKind.ACCOUNT, key__in=list(by_key)).select_related("person")
    return {by_key[row.key]: row.person for row in rows}


def _person(one: PastPerson) -> Person:
    since = one.since or clock.now()
    person = Person(id=id_of(since), created_at=since, name=one.name.strip(), language=one.language, kind=one.kind)
    make_findable(person, addresses=[one.address] if one.address else [])
    return person


def _identities(person: Person, one: PastPerson) -> list[Identity]:
    given = {
        IdentityKind.ACCOUNT: one.account.lower(),
        IdentityKind.EMAIL: one.email.strip(),
        IdentityKind.PHONE: one.phone.strip(),
        IdentityKind.ADDRESS: one.address.strip(),
    }
    rows = []
    for kind, value in given.items():
        if compared := _compared(kind, value):
            row = Identity(person=person, kind=kind, value=value, key=identity_digest(kind, compared))
            row.id, row.created_at = id_of(person.created_at), person.created_at
            rows.append(row)
    return rows


def _compared(kind: IdentityKind, value: str) -> str:
    try:
        return comparable(kind, value, region=settings.HEARD_REGION) if value else ""
    except InvalidInput:
        return ""
