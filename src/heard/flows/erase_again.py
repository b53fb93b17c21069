"""A backup was put back: whoever was erased since it was made is unreadable in it, and is now forgotten again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from heard.domain.people.models import Person
from heard.domain.privacy.models import ErasureReason
from heard.domain.vault.locks import unlock
from heard.flows.erase_person import erase_person
from heard.kernel.actor import SYSTEM
from heard.kernel.crypto.tree import Forgotten
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS_AT_ONCE = 2_000


def erase_again() -> int:
    """Look at everybody's key, and erase those whose key was destroyed; how many people.

    A hold that came back too is respected: they stay unreadable as they are, until somebody ends it and asks again.
    """
    wholes = {person.whole_id for person in _whose_key_is_gone()}
    erased = 0
    for whole in Person.objects.filter(pk__in=wholes):
        with suppress(Refused):
            erase_person(whole, actor=SYSTEM, reason=ErasureReason.RESTORED)
            erased += 1
    return erased


def _whose_key_is_gone() -> Iterator[Person]:
    not_known_to_be = Person.objects.filter(erased_at__isnull=True).only("id", "key", "whole_id")
    for person in not_known_to_be.iterator(chunk_size=ROWS_AT_ONCE):
        try:
            unlock(person.lock())
        except Forgotten:
            yield person
