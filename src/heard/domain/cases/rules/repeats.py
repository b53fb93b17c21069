"""When a report is one more of the same, and how that is said: "Third missed bin since September". No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.kernel import clock
from heard.kernel.location import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from heard.domain.cases.models import Case

PERIOD = timedelta(days=365)
ORDINALS = (
    gettext_lazy("second"),
    gettext_lazy("third"),
    gettext_lazy("fourth"),
    gettext_lazy("fifth"),
    gettext_lazy("sixth"),
    gettext_lazy("seventh"),
    gettext_lazy("eighth"),
    gettext_lazy("ninth"),
    gettext_lazy("tenth"),
)


@dataclass(frozen=True, slots=True)
class Repeats:
    """Reports of one thing by one home, newest first; the newest is the one that is asked about."""

    cases: tuple[Case, ...]

    @property
    def count(self) -> int:
        """How many, this one included."""
        return len(self.cases)

    @property
    def since(self) -> datetime:
        """When the first of them came."""
        return self.cases[-1].reported_at

    @property
    def earlier(self) -> tuple[Case, ...]:
        """All but the one that is asked about."""
        return self.cases[1:]

    @property
    def words(self) -> str:
        """To colleagues: "Third missed bin since September"."""
        what, month = _in_a_sentence(self.cases[0].service.name), _month(self.since)
        if self.count - 2 < len(ORDINALS):
            words = _("%(ordinal)s %(what)s since %(month)s")
            words %= {"ordinal": ORDINALS[self.count - 2], "what": what, "month": month}
        else:
            words = ngettext(
                "%(n)d report of %(what)s since %(month)s", "%(n)d reports of %(what)s since %(month)s", self.count
            )
            words %= {"n": self.count, "what": what, "month": month}
        return words[:1].upper() + words[1:]

    @property
    def apology(self) -> str:
        """To the resident, as a sentence of a letter."""
        if self.count - 2 < len(ORDINALS):
            said = _("This is the %(ordinal)s time you have had to tell us since %(month)s, and we are sorry.")
            return said % {"ordinal": ORDINALS[self.count - 2], "month": _month(self.since)}
        said = _("You have had to tell us %(n)d times since %(month)s, and we are sorry.")
        return said % {"n": self.count, "month": _month(self.since)}


def repeats_among(case: Case, earlier: Iterable[Case]) -> Repeats | None:
    """Those of `earlier` that are the same again, with this case; None where it is the first."""
    again = [other for other in earlier if other.pk != case.pk and is_again(case, other)]
    again.sort(key=lambda other: other.reported_at, reverse=True)
    return Repeats((case, *again)) if again else None


def all_repeats(cases: Sequence[Case]) -> list[Repeats]:
    """What one home reports again and again, the latest first; `cases` is all of theirs, newest first."""
    found: list[Repeats] = []
    told: set[UUID] = set()
    for position, case in enumerate(cases):
        if case.pk in told:
            continue
        if repeats := repeats_among(case, cases[position + 1 :]):
            found.append(repeats)
            told.update(one.pk for one in repeats.cases)
    return found


def is_again(case: Case, earlier: Case) -> bool:
    """Whether `case` is about what `earlier` was: the same service within a year, and as far as known the same place.

    What was merged is one report. Who they are from is the caller's to know.
    """
    if earlier.service_id != case.service_id or earlier.merged_into_id or case.merged_into_id:
        return False
    if not timedelta() <= case.reported_at - earlier.reported_at <= PERIOD:
        return False
    if case.location is None or earlier.location is None:
        return True
    return distance_m(case.location, earlier.location) <= case.service.duplicate_radius_m


def _month(moment: datetime) -> str:
    """Such as "September"; with the year where it is not this one."""
    day = timezone.localtime(moment)
    return date_format(day, "F" if day.year == timezone.localtime(clock.now()).year else "F Y")


def _in_a_sentence(name: str) -> str:
    """A service's name without its capital; abbreviations stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
