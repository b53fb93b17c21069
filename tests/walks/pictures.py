"""Photos as phones take them, for the walks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from heard.kernel.location import Location

GPS_IFD = 0x8825


def phone_photo(*, place: Location | None = None) -> bytes:
    """A grey road with a dark hole, and where it was taken."""
    image = Image.new("RGB", (1200, 900), (120, 120, 118))
    ImageDraw.Draw(image).ellipse((400, 350, 850, 640), fill=(40, 38, 36))
    exif = Image.Exif()
    if place:
        exif[GPS_IFD] = {
            1: "N" if place.lat >= 0 else "S",
            2: _in_degrees(abs(place.lat)),
            3: "E" if place.lon >= 0 else "W",
            4: _in_degrees(abs(place.lon)),
        }
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def _in_degrees(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    return float(whole), float(int(minutes)), (minutes - int(minutes)) * 60
