"""A GeoJSON file of boundaries, read into areas. Every problem of the file is told at once; nothing is half read."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from heard.domain.places.rules.shapes import BadShape, Surface, surface_of
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.kernel.location import Location

MAX_AREAS = 5_000
MAX_PROBLEMS_TOLD = 10
NAME_LENGTH = 100
CODE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class BoundaryArea:
    """An area as a boundary file has it. `surface.mended` tells that its outline crossed itself and was repaired."""

    name: str
    code: str
    surface: Surface


def read_boundaries(
    content: bytes | str, *, name_property: str = "name", code_property: str = "code", near: Location | None = None
) -> list[BoundaryArea]:
    """The areas of a GeoJSON FeatureCollection, in its order. `near` is any place of the council, if one is known.

    An area without a code gets one from its name. Raises InvalidInput with the field "file".
    """
    areas: list[BoundaryArea] = []
    problems: list[str] = []
    for number, feature in enumerate(_features(content), start=1):
        try:
            areas.append(_area(feature, number, name_property, code_property, near))
        except BadShape as problem:
            problems.append(str(problem))
    problems.extend(_twice(areas))
    if problems:
        raise _refused(problems)
    return areas


def _features(content: bytes | str) -> list[Any]:
    try:
        document = json.loads(content, parse_constant=_not_json)
    except (ValueError, RecursionError) as error:
        raise _refused([_("This is not a GeoJSON file. Export the boundaries as GeoJSON.")]) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise _refused([_("This GeoJSON is not a FeatureCollection. Export all boundaries as one file.")])
    if not features:
        raise _refused([_("There are no areas in this file.")])
    if len(features) > MAX_AREAS:
        raise _refused([_("There are more than %(most)d areas in this file.") % {"most": MAX_AREAS}])
    return features


def _area(feature: Any, number: int, name_property: str, code_property: str, near: Location | None) -> BoundaryArea:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = _property(properties, name_property)[:NAME_LENGTH]
    if not name:
        raise BadShape(
            _("Feature %(number)d has no name: fill in the property “%(property)s”, or choose another one.")
            % {"number": number, "property": name_property}
        )
    code = slugify(_property(properties, code_property) or name)[:CODE_LENGTH] or f"area-{number}"
    try:
        return BoundaryArea(name, code, surface_of(feature.get("geometry"), near=near))
    except BadShape as problem:
        raise BadShape(f"{name}: {problem}") from problem


def _property(properties: Any, wanted: str) -> str:
    """The property as text, in whatever case the file writes it: shapefiles shout."""
    if not isinstance(properties, dict):
        return ""
    found = {str(key).lower(): value for key, value in properties.items()}.get(wanted.lower())
    return "" if found is None else " ".join(str(found).split())


def _twice(areas: list[BoundaryArea]) -> Iterator[str]:
    for name, count in Counter(area.name for area in areas).items():
        if count > 1:
            yield _("%(count)d areas are called “%(name)s”. Join them, or give them different names.") % {
                "count": count,
                "name": name,
            }
    names = {area.name for area in areas}
    for code, count in Counter(area.code for area in areas).items():
        if count > 1 and len(names) == len(areas):
            yield _("%(count)d areas have the code “%(code)s”.") % {"count": count, "code": code}


def _not_json(constant: str) -> float:
    """Python would read NaN and Infinity; JSON has no such numbers."""
    raise ValueError(constant)


def _refused(problems: list[str]) -> InvalidInput:
    told = problems[:MAX_PROBLEMS_TOLD]
    if more := len(problems) - len(told):
        told.append(_("And %(more)d more problems.") % {"more": more})
    return InvalidInput({"file": " ".join(told)})
