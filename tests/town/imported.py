"""A case that another system had, brought in as an import does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.cases.operations.importing import PastCase, ServiceName, add_past_cases
from heard.kernel import clock
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from tests.town.council import Council

NUMBER = "OLD-4711"


def imported_case(council: Council, **more: Any) -> Case:
    """A pothole of last month, filled two days later; nobody's name came with it."""
    reported, closed = clock.now() - timedelta(days=30), clock.now() - timedelta(days=28)
    known: dict[str, Any] = {
        "source_id": NUMBER, "service": ServiceName("hole", ""), "reported_at": reported, "updated_at": closed,
        "closed_at": closed, "status": Status.CLOSED, "outcome": Outcome.FIXED, "outcome_note": "Filled with asphalt",
        "description": "Call me, Ines, about the hole",
    }  # fmt: skip
    past = PastCase(**known | more)
    services = {past.service: council.pothole}
    add_past_cases([past], services=services, source="the old desk", team=council.roads, actor=SYSTEM)
    return Case.objects.get(source_id=past.source_id)
