"""The gaps in what automations write, filled with what is known of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from heard.domain.conversations.rules.templates import fill
from heard.kernel.dates import day_in_words

if TYPE_CHECKING:
    from heard.domain.cases.models import Case

GAPS = ("name", "reference", "service", "place", "date", "team", "council")


def filled(text: str, case: Case, *, name: str = "", address: str | None = None) -> str:
    """The text with its gaps filled; one that nothing fills stays as it is. `address`: as its reader may know it, where
    that is a resident.
    """
    address = case.address if address is None else address
    return fill(
        text,
        {
            "name": name,
            "reference": case.reference,
            "service": case.service.name,
            "place": address or (case.area.name if case.area else ""),
            "date": day_in_words(case.resolve_by) if case.resolve_by else "",
            "team": case.team.name if case.team else "",
            "council": settings.HEARD_COUNCIL["name"],
        },
    )
