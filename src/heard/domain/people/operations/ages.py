"""Keeping age bands true as people grow older."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast, Right

from heard.domain.journal.operations import record
from heard.domain.people.models import AgeBand, Person
from heard.domain.people.rules.ages import band_on
from heard.domain.people.rules.profiles import birth_date_of
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from datetime import date

ROUND = "0123456789abcdef"  # one night a digit: every birth date is opened every 16 nights
AT_ONCE = 1_000


def refresh_age_bands(*, today: date) -> int:
    """Look at those whose turn it is, by the last digit of their id; how many came into another band.

    The birth date is sealed, and the day on which somebody comes of age would tell it: so they are opened in turn.
    """
    turn = ROUND[today.toordinal() % len(ROUND)]
    known = Person.objects.exclude(age_band=AgeBand.UNKNOWN).annotate(last=Right(Cast("id", CharField()), 1))
    theirs = known.filter(last=turn).only("id", "details", "age_band").order_by("id")
    older: dict[AgeBand, list[Person]] = {}
    for person in theirs.iterator(chunk_size=AT_ONCE):
        band = band_on(today, born=birth_date_of(person.details))
        if band not in {person.age_band, AgeBand.UNKNOWN}:
            older.setdefault(band, []).append(person)
    for band, people in older.items():
        _move(people, band)
    return sum(map(len, older.values()))


@transaction.atomic
def _move(people: list[Person], band: AgeBand) -> None:
    Person.objects.filter(pk__in=[person.id for person in people]).update(age_band=band)
    for person in people:
        record("person.grew_older", actor=SYSTEM, person=person.id, band=str(band))
