"""What a list or a map of cases is narrowed to, as a database condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from heard.domain.cases.models import OPEN, Status
from heard.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.catalogue.models import Service
    from heard.domain.places.models import Area
    from heard.domain.teams.models import Staff, Team

OPEN_STATUS = "open"
LATE_STATUS = "late"


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """Everything a list can be narrowed by; what is empty narrows nothing.

    `status` is one of Status, or "open", or "late". `text` is searched as people type it: words, "a phrase", -not.
    """

    text: str = ""
    service: Service | None = None
    area: Area | None = None
    team: Team | None = None
    owner: Staff | None = None
    status: str = ""
    priority: str = ""
    origin: str = ""

    def condition(self) -> Q:
        """All of it as one condition."""
        chosen = {
            "service": self.service,
            "area": self.area,
            "team": self.team,
            "owner": self.owner,
            "priority": self.priority,
            "origin": self.origin,
        }
        found = Q(search=words(self.text)) if self.text else Q()
        return found & Q(**{field: value for field, value in chosen.items() if value}) & _with_status(self.status)


def words(text: str) -> SearchQuery:
    """A search as people type it, in the language the column is indexed by."""
    return SearchQuery(text, config="english", search_type="websearch")


def late_at(now: datetime) -> Q:
    """Open and past its date. While a case waits for the resident its clock stands, so it cannot become late."""
    return OPEN & Q(due_at__lt=now) & ~Q(status=Status.WAITING)


def _with_status(status: str) -> Q:
    if status == LATE_STATUS:
        return late_at(clock.now())
    if status == OPEN_STATUS:
        return OPEN
    if not status:
        return Q()
    # Said twice for an open status: the indexes of open cases are only used where the condition says "open".
    return Q(status=status) if status == Status.CLOSED else OPEN & Q(status=status)
