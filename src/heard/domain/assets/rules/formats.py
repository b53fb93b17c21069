"""The files a register comes in: GeoJSON, a list of NGSI things, or a table. What the values mean is register.py's."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LON = ("lon", "long", "lng", "longitude", "x")
LAT = ("lat", "latitude", "y")
SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing, as the file has it. `where` says where in the file it stands."""

    where: str
    properties: dict[str, Any] = field(default_factory=dict)
    lon: float | None = None
    lat: float | None = None


def features_in(content: bytes) -> list[Feature]:
    """Every feature of the file; InvalidInput where it is none of these."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(_("The file is not in UTF-8. Save it as “CSV UTF-8” or GeoJSON, and try again.")) from error
    return list(_from_json(text) if text.lstrip()[:1] in {"{", "["} else _from_table(text))


def _from_json(text: str) -> Iterator[Feature]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refused(_("This is not a GeoJSON file. Export the things as GeoJSON or CSV.")) from error
    said = _("Feature %(number)d")
    for number, one in enumerate(_members(document), start=1):
        where = said % {"number": number}
        if not isinstance(one, dict):
            yield Feature(where)
        elif one.get("type") == "Feature":
            properties = one.get("properties") if isinstance(one.get("properties"), dict) else {}
            identity = {"id": one["id"]} if one.get("id") not in (None, "") else {}
            yield Feature(where, identity | (properties or {}), *_middle(one.get("geometry")))
        else:
            location = _plain(one.get("location"))
            properties = {key: _plain(value) for key, value in one.items() if key not in {"location", "@context"}}
            yield Feature(where, properties, *_middle(location))


def _members(document: Any) -> Iterable[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict) and isinstance(document.get("features"), list):
        return list(document["features"])
    if isinstance(document, dict) and ("location" in document or document.get("type") == "Feature"):
        return [document]
    raise _refused(_("This GeoJSON is not a FeatureCollection. Export all things as one file."))


def _plain(value: Any) -> Any:
    """An NGSI attribute says its value with its type: {"type": "Number", "value": 3}."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _middle(geometry: Any) -> tuple[float | None, float | None]:
    """A point; of a line or a surface the middle of the box around it."""
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if not points:
        return None, None
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list):
        return
    if len(coordinates) > 1 and all(isinstance(one, int | float) for one in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


def _from_table(text: str) -> Iterator[Feature]:
    first_line = text.partition("\n")[0]
    lines = csv.DictReader(io.StringIO(text), delimiter=max(SEPARATORS, key=first_line.count))
    header = {(name or "").strip().lower(): name for name in lines.fieldnames or ()}
    lon, lat = (next((header[name] for name in names if name in header), None) for names in (LON, LAT))
    if lon is None or lat is None:
        raise _refused(_("The table needs a header line with the columns lon and lat."))
    said = _("Line %(number)d")
    for line in lines:
        properties = {key: value for key, value in line.items() if key and key not in {lon, lat}}
        where = said % {"number": lines.line_num}
        yield Feature(where, properties, _degrees(line[lon]), _degrees(line[lat]))


def _degrees(text: str | None) -> float | None:
    try:
        return float((text or "").strip().replace(",", "."))
    except ValueError:
        return None


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput({"file": sentence})
