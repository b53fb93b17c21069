"""areas.geojson: the outlines of the areas as GeoJSON, an area a line, so that it can be drawn and still compared."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.configuration.rules.reading import Page, Unreadable

if TYPE_CHECKING:
    from heard.domain.configuration.rules.keys import Item

LONGEST = 30_000_000


def written(items: list[Item]) -> str:
    """The file."""
    features = [json.dumps(_feature(item), ensure_ascii=False) for item in items]
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def read(content: bytes) -> Page:
    """Its areas as entries. Raises Unreadable."""
    if len(content) > LONGEST:
        raise Unreadable(1, _("This file is larger than 30 MB. Simplify the outlines."))
    try:
        text = content.decode()
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(error.lineno, _("This is not GeoJSON: %(why)s.") % {"why": error.msg}) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(1, _("This is not GeoJSON.")) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise Unreadable(1, _("This GeoJSON is not a FeatureCollection."))
    items = [_item(feature) for feature in features]
    return Page(items, _lines(text, items))


def _feature(item: Item) -> dict[str, Any]:
    properties = {key: value for key, value in item.items() if key != "geometry"}
    return {"type": "Feature", "properties": properties, "geometry": item["geometry"]}


def _item(feature: Any) -> Any:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return None
    return feature["properties"] | {"geometry": feature.get("geometry")}


def _lines(text: str, items: list[Any]) -> dict[tuple[str | int, ...], int]:
    """The line on which each feature says that it is one."""
    ends = [match.start() for match in re.finditer(r'"Feature"', text)]
    return {(number,): text.count("\n", 0, end) + 1 for number, end in zip(range(len(items)), ends, strict=False)}
