"""Which address a message goes to: rules, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from heard.domain.people.models import Assurance, Identity
from heard.domain.people.rules.reaching import address_to_write_to
from heard.kernel.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

BEGUN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OWN, OTHER = new_id(), new_id()


def email(value: str, *, person: UUID = OWN, sure: str = Assurance.UNVERIFIED, days: int = 0) -> Identity:
    return Identity(person_id=person, value=value, assurance=sure, created_at=BEGUN + timedelta(days=days))


def chosen(*emails: Identity, written_to: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    found = address_to_write_to(emails, own=OWN, begun_at=BEGUN, written_to=written_to)
    return found.value if found else ""


def test_the_surest_then_the_records_own_then_the_newest() -> None:
    verified = email("verified@x", sure=Assurance.VERIFIED, person=OTHER)
    attested = email("attested@x", sure=Assurance.ATTESTED)
    assert chosen(email("new@x"), attested, verified) == "verified@x"
    assert chosen(email("new@x"), attested) == "attested@x"
    assert chosen(verified, email("own@x", sure=Assurance.VERIFIED)) == "own@x"
    assert chosen(email("old@x", days=-2), email("new@x", days=-1)) == "new@x"


def test_an_unproved_address_of_another_record_receives_nothing() -> None:
    assert chosen(email("theirs@x", person=OTHER)) == ""


def test_an_unproved_address_given_later_receives_nothing_of_a_conversation_that_had_one() -> None:
    assert chosen(email("first@x"), email("later@x", days=1)) == "first@x"
    assert chosen(email("later@x", days=1), written_to={"gone@x"}) == ""


def test_a_conversation_without_an_address_takes_the_first_and_keeps_it() -> None:
    first, second = email("First@x", days=1), email("second@x", days=2)
    assert chosen(first, second) == "First@x"
    assert chosen(first, second, written_to={"first@x"}) == "First@x"
