"""One GeoJSON geometry, checked and mended into a surface on the map. Files of many are boundary_files'."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, shape

from heard.kernel.location import Location, distance_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from heard.kernel.location import Box

NEARBY_M = 300_000  # no council is wider than this


class BadShape(ValueError):
    """A geometry that cannot be an area; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A valid Polygon or MultiPolygon as GeoJSON, and the box around it."""

    geometry: dict[str, Any]
    box: Box
    mended: bool


def surface_of(geometry: Any, *, near: Location | None = None) -> Surface:
    """The surface that a GeoJSON geometry draws. `near` is a place of the council, where one is known.

    Raises BadShape.
    """
    drawn = _read(geometry)
    _check_coordinates(shapely.get_coordinates(drawn), near)
    valid = _polygons_of(drawn if drawn.is_valid else shapely.make_valid(drawn))
    if valid.is_empty:
        raise BadShape(_("It has no surface: its points lie on one line."))
    return Surface(json.loads(shapely.to_geojson(valid)), valid.bounds, mended=not drawn.is_valid)


def _read(geometry: Any) -> BaseGeometry:
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise BadShape(_("It is not drawn as a surface: the geometry must be a Polygon or a MultiPolygon."))
    try:
        with np.errstate(invalid="ignore"):  # numbers too large are told of below
            return shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, LookupError, AttributeError, shapely.GEOSException) as error:
        raise BadShape(_("Its geometry cannot be read: a ring has too few points, or is no list of points.")) from error


def _check_coordinates(points: np.ndarray, near: Location | None) -> None:
    if not len(points) or not np.isfinite(points).all():
        raise BadShape(_("It has no points, or points that are not numbers."))
    west, south = (float(number) for number in points.min(axis=0))
    east, north = (float(number) for number in points.max(axis=0))
    if _on_earth(west, south) and _on_earth(east, north):
        middle = Location((west + east) / 2, (south + north) / 2)
        swapped = near is not None and _is_swapped(middle, near)
    else:
        swapped = _on_earth(south, west) and _on_earth(north, east)
        if not swapped:
            raise BadShape(
                _("It lies off the earth, perhaps in metres of a national grid: export it as WGS 84 (EPSG:4326).")
            )
    if swapped:
        raise BadShape(_("Its latitudes and longitudes are in the wrong order: GeoJSON writes longitude first."))


def _on_earth(lon: float, lat: float) -> bool:
    return abs(lon) <= 180 and abs(lat) <= 90  # noqa: PLR2004 -- degrees


def _is_swapped(middle: Location, near: Location) -> bool:
    """Latitude and longitude in the wrong order are often still a place on earth, but not this council's."""
    if not _on_earth(middle.lat, middle.lon):
        return False
    return distance_m(middle, near) > NEARBY_M >= distance_m(Location(middle.lat, middle.lon), near)


def _polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """The surfaces of a geometry, without the lines and points that mending may leave over."""
    parts = shapely.get_parts(shapely.get_parts(geometry))  # twice: mending may nest a MultiPolygon in a collection
    polygons = [part for part in parts if part.geom_type == "Polygon" and part.area]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
