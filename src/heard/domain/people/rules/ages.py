"""How old somebody is, and the band that counts them: the birth date itself is sealed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from heard.domain.people.models import AgeBand

if TYPE_CHECKING:
    from datetime import date

OLDEST = 125
_BANDS = {0: AgeBand.UNDER_16, 16: AgeBand.FROM_16, 25: AgeBand.FROM_25, 45: AgeBand.FROM_45, 65: AgeBand.FROM_65,
          80: AgeBand.FROM_80}  # fmt: skip


def age_on(day: date, *, born: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_on(day: date, *, born: date | None) -> AgeBand:
    """The band on that day; of an unknown birth date, none."""
    if born is None:
        return AgeBand.UNKNOWN
    age = age_on(day, born=born)
    for since, until in pairwise([*_BANDS, OLDEST * 2]):
        if since <= age < until:
            return _BANDS[since]
    return AgeBand.UNKNOWN
