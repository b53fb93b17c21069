"""Where and when a photo was taken, as its EXIF says. Not the photo itself: that is images'.

The bytes come from strangers: a value that makes no sense is no value, never an error.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from django.utils.timezone import get_default_timezone
from PIL.ExifTags import GPS, IFD, Base

from heard.kernel.location import Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from PIL.Image import Exif

SIXTIETHS = (1, 60, 3600)


def location_in(exif: Exif) -> Location | None:
    """Where the photo was taken; None where EXIF does not say, or says 0/0 (what phones write without a fix)."""
    gps = _part(exif, IFD.GPSInfo)
    lat = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "N", "S", limit=90)
    lon = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "E", "W", limit=180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None
    return Location(lon, lat)


def taken_at_in(exif: Exif) -> datetime | None:
    """When the photo was taken, in UTC. A camera's clock without an offset is read in the council's time zone."""
    details = _part(exif, IFD.Exif)
    offset = _offset(_text(details.get(Base.OffsetTimeOriginal)))
    by_camera = _moment(_text(details.get(Base.DateTimeOriginal)), offset or get_default_timezone())
    if offset or not by_camera:
        return by_camera or _by_satellite(exif)
    return _by_satellite(exif) or by_camera


def _part(exif: Exif, ifd: IFD) -> Mapping[int, Any]:
    try:
        return exif.get_ifd(ifd)
    except Exception:  # noqa: BLE001 -- Pillow raises whatever a forged directory makes it trip over
        return {}


def _degrees(value: Any, hemisphere: Any, positive: str, negative: str, *, limit: int) -> float | None:
    """Degrees, minutes and seconds as signed degrees. Without a hemisphere they could be either side: None."""
    sign = {positive: 1, negative: -1}.get(_text(hemisphere).upper()[:1])
    parts = [_number(part) for part in (value if isinstance(value, tuple | list) else (value,))]
    if sign is None or not 1 <= len(parts) <= len(SIXTIETHS) or any(part is None or part < 0 for part in parts):
        return None
    degrees = sum(part / sixtieth for part, sixtieth in zip(parts, SIXTIETHS, strict=False) if part is not None)
    return round(sign * degrees, 7) if degrees <= limit else None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None


def _text(value: Any) -> str:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")
    return text.strip("\0 ")


def _moment(text: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> tzinfo | None:
    """`+02:00` as a time zone."""
    try:
        hours, minutes = text[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if text[0] == "-" else offset)
    except (ValueError, IndexError):
        return None


def _by_satellite(exif: Exif) -> datetime | None:
    """The satellites' own clock, which is in UTC whatever the camera believes."""
    gps = _part(exif, IFD.GPSInfo)
    clock = gps.get(GPS.GPSTimeStamp)
    parts = [_number(part) for part in clock] if isinstance(clock, tuple | list) else []
    if len(parts) != len(SIXTIETHS) or any(part is None for part in parts):
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts)
    return _moment(f"{_text(gps.get(GPS.GPSDateStamp))} {hours:02}:{minutes:02}:{seconds:02}", UTC)
