"""One thing of the council's: where it stands, what its register says, and the cases about it that one may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from heard.domain.assets.models import Asset
from heard.domain.cases.queries.access import visible_to
from heard.domain.cases.queries.assets import cases_of
from heard.web.desk.access import desk_view
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

MOST_SHOWN = 50


@require_safe
@desk_view
def asset(request: DeskRequest, asset_id: UUID) -> HttpResponse:
    """Its page."""
    found = get_object_or_404(Asset.objects.select_related("layer"), pk=asset_id)
    cases = list(cases_of(found).filter(visible_to(request.standing))[:MOST_SHOWN])
    context = {
        "asset": found,
        "facts": list(found.attributes.items()),
        "open_cases": [case for case in cases if case.is_open],
        "closed_cases": [case for case in cases if not case.is_open],
    }
    return desk_page(request, "desk/asset.html", context)
