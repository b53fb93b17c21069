"""The map of what is open and the reader may see, narrowed as the inbox is; the list beside it does without a map."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.cases.models import Status
from heard.domain.cases.queries.filters import OPEN_STATUS
from heard.domain.cases.queries.inbox import View, inbox_page
from heard.domain.cases.queries.map import map_cells
from heard.kernel.errors import InvalidInput
from heard.web.desk.access import desk_view
from heard.web.desk.due import with_due
from heard.web.desk.inbox.filters import FilterForm, posted_query, without, words_of
from heard.web.desk.page import INBOX_TOPIC, desk_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.cases.models import Case
    from heard.domain.cases.queries.filters import CaseFilters
    from heard.domain.cases.queries.map import Cluster
    from heard.kernel.location import Box
    from heard.web.desk.access import DeskRequest

LISTED = 50
MOST_ZOOM = 24.0


class MapFilterForm(FilterForm):
    """The inbox's filters, without what is closed: this is a map of work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = cast("Any", self.fields["status"])
        status.choices = [choice for choice in status.choices if choice[0] not in {OPEN_STATUS, Status.CLOSED}]

    def filters(self) -> CaseFilters:
        """Whatever is asked for, it is open."""
        found = super().filters()
        return replace(found, status=found.status or OPEN_STATUS)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def map_page(request: DeskRequest) -> HttpResponse:
    """The map, and the newest of the same cases as a list. Filters are posted: see posted_query."""
    if request.method == "POST":
        return redirect(f"{reverse('desk:map')}?{posted_query(request.POST)}")
    form = MapFilterForm(request.GET)
    page = inbox_page(request.standing, View.ALL, form.filters(), request.GET.get("after"), size=LISTED)
    kept = without(request.GET, "after")
    context = {
        "filter_form": form,
        "filter_words": words_of(form, request.GET),
        "cases": with_due(page.cases),
        "points": f"{reverse('desk:map_cells')}?{kept}",
        "older": f"?{kept}{'&' if kept else ''}after={page.next}" if page.next else "",
        "first_page": f"?{kept}" if request.GET.get("after") else "",
    }
    return desk_page(request, "desk/map/page.html", context, topics=(INBOX_TOPIC,))


@require_safe
@desk_view
def cells(request: DeskRequest) -> JsonResponse:
    """What to draw in `bbox` (west,south,east,north) at `zoom`: single cases, or clusters where there are many."""
    box, zoom = _box(request.GET.get("bbox", "")), _zoom(request.GET.get("zoom", "10"))
    found = map_cells(box, zoom, MapFilterForm(request.GET).filters(), request.standing)
    features = [*map(_point, found.cases), *map(_cluster, found.clusters)]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def _point(case: Case) -> dict[str, Any]:
    properties = {
        "id": case.reference,
        "title": f"{case.service.name}, {case.reference}",
        "url": reverse("desk:case", args=[case.reference]),
    }
    assert case.location is not None  # noqa: S101 -- for the type checker: it was found by its place
    return _feature(case.location.lon, case.location.lat, properties)


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return _feature(cluster.lon, cluster.lat, {"count": cluster.count})


def _feature(lon: float, lat: float, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _box(text: str) -> Box:
    """A map that was moved round the earth asks for more than there is; it gets what there is."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InvalidInput({"bbox": _("Give bbox as four numbers: west,south,east,north.")}) from error
    if not all(map(isfinite, (west, south, east, north))) or west > east or south > north:
        raise InvalidInput({"bbox": _("Give bbox in degrees: west,south,east,north.")})
    return max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0)


def _zoom(text: str) -> float:
    try:
        zoom = float(text)
    except ValueError as error:
        raise InvalidInput({"zoom": _("Give zoom as a number.")}) from error
    return min(max(zoom, 0.0), MOST_ZOOM) if isfinite(zoom) else 0.0
