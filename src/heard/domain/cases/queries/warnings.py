"""Which cases come near their date."""

from __future__ import annotations

from heard.domain.cases.models import OPEN, Case
from heard.kernel import clock


def cases_to_warn_of(*, limit: int = 500) -> list[Case]:
    """Open cases whose moment to warn has come."""
    return list(Case.objects.filter(OPEN, warn_at__lte=clock.now()).order_by("warn_at")[:limit])
