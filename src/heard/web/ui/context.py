"""What every template knows: the council's name and look."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from heard.web.ui.colours import DEFAULT_BRAND, is_colour, palette

if TYPE_CHECKING:
    from django.http import HttpRequest


def council(request: HttpRequest) -> dict[str, dict[str, Any]]:  # noqa: ARG001 - a context processor's signature
    brand = brand_colour()
    shades = palette(brand)
    look = {
        "stylesheet": _stylesheet(brand),
        "theme_light": shades.light["heard-brand"],
        "theme_dark": shades.dark["heard-tint"],
        "demo": settings.HEARD_DEMO,
        "training": settings.HEARD_TRAINING,
    }
    return {"council": settings.HEARD_COUNCIL | look}


def brand_colour() -> str:
    chosen = settings.HEARD_COUNCIL.get("colour") or DEFAULT_BRAND
    return chosen.lower() if is_colour(chosen) else DEFAULT_BRAND


def _stylesheet(brand: str) -> str:
    """The address of the council's own shades; it changes with the colour, so that browsers may keep it for good."""
    if brand == DEFAULT_BRAND:
        return ""
    return f"{reverse('ui:council_css')}?v={sha256(repr(palette(brand)).encode()).hexdigest()[:12]}"
