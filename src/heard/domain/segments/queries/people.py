"""The people in a segment: everybody for whom its condition holds, one record a person, none whose data may only be
kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from heard.domain.criteria.rules import load
from heard.domain.people.models import Person
from heard.domain.segments.queries.vocabulary import person_vocabulary
from heard.domain.segments.queries.vocabulary.source import MERGED_AWAY
from heard.kernel import clock
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from django.db.models import QuerySet

    from heard.domain.segments.models import Segment

T = TypeVar("T")

PATIENCE_MS = 4000
MEMORY = "64MB"  # a condition over other rows hashes them once; what does not fit is looked up for each person


def people_in(segment: Segment) -> QuerySet[Person]:
    """Everybody in an approved segment; Refused for a draft, and for one that is out of use."""
    version = segment.current
    if version is None or version.is_draft:
        raise Refused(_("A colleague must approve this segment first."))
    if segment.retired_at:
        raise Refused(_("This segment is out of use."))
    return people_who(version.condition)


def people_who(condition: Mapping[str, Any]) -> QuerySet[Person]:
    """Everybody for whom this holds now. InvalidCondition where it cannot be read any more."""
    now = clock.now()
    return _whole_people(load(condition, person_vocabulary(now=now)).as_q(now=now))


def _whole_people(holds: Q) -> QuerySet[Person]:
    """One record a person; not the erased, nor those who had their use restricted."""
    records = Person.objects.filter(whole_id=OuterRef("id"))
    unusable = records.filter(Q(erased_at__isnull=False) | Q(restricted_at__isnull=False))
    return Person.objects.filter(~Exists(MERGED_AWAY.filter(other=OuterRef("id"))), ~Exists(unusable), holds)


def number_of(people: QuerySet[Person]) -> int | None:
    """How many; None where counting takes too long."""
    return patiently(people.count)


def patiently(read: Callable[[], T]) -> T | None:
    """What this reads; None where it takes longer than a page may be waited for."""
    with transaction.atomic(), connection.cursor() as cursor:
        before = _set_limits(cursor, {"statement_timeout": str(PATIENCE_MS), "work_mem": MEMORY})
        try:
            with transaction.atomic():
                return read()
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                return None
            raise
        finally:
            _set_limits(cursor, before)


def _set_limits(cursor: Any, limits: Mapping[str, str]) -> dict[str, str]:
    """Set these for the rest of the transaction; what they were before."""
    before = {}
    for name, value in limits.items():
        cursor.execute("SELECT current_setting(%s), set_config(%s, %s, true)", [name, name, value])
        before[name] = cursor.fetchone()[0]
    return before
