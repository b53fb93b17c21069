"""Small areas to draw on: squares counted in hundredths of a degree from a corner of the sea."""

from __future__ import annotations

import json
from typing import Any

WEST, SOUTH = -72.0, 41.0


def ring(left: float, bottom: float, right: float, top: float) -> list[list[float]]:
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return [[WEST + x / 100, SOUTH + y / 100] for x, y in corners]


def square(left: float, bottom: float, side: float = 1, *, hole: list[list[float]] | None = None) -> dict[str, Any]:
    rings = [ring(left, bottom, left + side, bottom + side)]
    return {"type": "Polygon", "coordinates": [*rings, hole] if hole else rings}


def feature(name: str | None, geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})
