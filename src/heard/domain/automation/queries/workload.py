"""Who has how much to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from heard.domain.cases.models import Status
from heard.domain.teams.queries import colleagues_in

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.teams.models import Staff


def least_busy(team_id: UUID) -> Staff | None:
    """Whoever of the team owns the fewest open cases; of those alike the first by name. None in an empty team."""
    owned = Count("cases", filter=~Q(cases__status=Status.CLOSED))
    return colleagues_in(team_id).annotate(owned=owned).order_by("owned", "name").first()
