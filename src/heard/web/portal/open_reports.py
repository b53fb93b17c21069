"""The map of open reports with the list beside it, and the data both are drawn from."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from heard.domain.cases.queries.public import Place, open_public_cases, open_public_points
from heard.domain.catalogue.queries import active_services
from heard.domain.places.queries import addresses_matching, areas_geojson
from heard.kernel import tokens
from heard.kernel.errors import InvalidInput
from heard.web.portal.visitor import limit_searching

if TYPE_CHECKING:
    from django.http import HttpRequest

    from heard.kernel.location import Box

MOST_POINTS = 2000


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Newest first; the map shows the same reports."""
    service = request.GET.get("service", "")
    cases, following = open_public_cases(service=service, after=_place(request.GET.get("after", "")))
    points = reverse("portal:map_cases")
    context = {
        "here": "map",
        "cases": cases,
        "service": service,
        "services": active_services().filter(confidential=False),
        "points": f"{points}?{urlencode({'service': service})}" if service else points,
        "first": f"?{urlencode({'service': service})}" if "after" in request.GET else "",
        "older": f"?{urlencode({'service': service, 'after': _bookmark(following)})}" if following else "",
    }
    return render(request, "portal/map.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def map_cases(request: HttpRequest) -> JsonResponse:
    """Open reports as GeoJSON points: in `bbox` (west,south,east,north), the newest 2,000 at most."""
    found = open_public_points(
        box=_box(request.GET.get("bbox", "")), service=request.GET.get("service", ""), limit=MOST_POINTS + 1
    )
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(case.location.lon, 6), round(case.location.lat, 6)]},
            "properties": {
                "id": case.reference,
                "title": case.service.name,
                "url": reverse("portal:case", args=[case.reference]),
            },
        }
        for case in found[:MOST_POINTS]
    ]
    whole = {"type": "FeatureCollection", "features": features, "truncated": len(found) > MOST_POINTS}
    return JsonResponse(whole, content_type="application/geo+json")


@require_safe
@cache_control(public=True, max_age=300)
def areas(request: HttpRequest) -> HttpResponse:
    """The council's areas; a browser that has them is told so."""
    text = areas_geojson()
    answer = HttpResponse(text, content_type="application/geo+json")
    answer["ETag"] = f'"{sha256(text.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == answer["ETag"]:
        return HttpResponse(status=304, headers={"ETag": answer["ETag"], "Cache-Control": "public, max-age=300"})
    return answer


@require_safe
@cache_control(public=True, max_age=300)
def addresses(request: HttpRequest) -> JsonResponse:
    """The addresses that `q` may mean, best first."""
    limit_searching(request)
    found = [
        {"text": address.text, "lon": address.location.lon, "lat": address.location.lat}
        for address in addresses_matching(request.GET.get("q", "")[:200])
    ]
    return JsonResponse({"addresses": found})


def _box(text: str) -> Box | None:
    """A box of degrees; a bad one is refused with a sentence."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InvalidInput({"bbox": _("Give bbox as four numbers: west,south,east,north.")}) from error
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 -- the whole earth
        raise InvalidInput({"bbox": _("Give bbox in degrees: west,south,east,north.")})
    return west, south, east, north


def _bookmark(place: Place) -> str:
    return tokens.sign("map", [place.reported_at.isoformat(), str(place.id)])


def _place(bookmark: str) -> Place | None:
    """Where the list goes on; a mangled bookmark begins anew."""
    parts: Any = tokens.read("map", bookmark) if bookmark else None
    moment = parse_datetime(parts[0]) if parts else None
    return Place(moment, UUID(parts[1])) if moment else None
