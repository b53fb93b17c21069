"""A photo from a stranger, turned into one that is safe to keep and to show. Keeping it is the part of files."""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import pillow_heif
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms, ImageOps

from heard.kernel import exif
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from heard.kernel.location import Location

MAX_BYTES = 25_000_000
LONG_SIDE = 2048
THUMBNAIL_SIDE = 480
QUALITY = 85

# Pixels each decoder may be given so that none takes more than some 350 MB for its moment. A baseline JPEG is decoded
# at a fraction of its size, so that the 200-megapixel photos of today's phones pass; a WebP is held four times over.
MAX_PIXELS_BASELINE_JPEG = 220_000_000
MAX_PIXELS = {"JPEG": 64_000_000, "HEIF": 64_000_000, "PNG": 40_000_000, "WEBP": 24_000_000}

# Pillow's own check when a file is opened. It warns above this and refuses above twice this; ours come right after.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS_BASELINE_JPEG
pillow_heif.register_heif_opener()

# Two at a time, however many threads serve pages.
_decoders = BoundedSemaphore(2)

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_START_OF_OTHERS = {
    b"GIF8": gettext_lazy("This is a GIF. Send the photo as JPEG, PNG, WebP or HEIC."),
    b"%PDF": gettext_lazy("This is a PDF, not a photo. Take a photo of the problem, or send a picture as JPEG or PNG."),
    b"<": gettext_lazy("This is a drawing or a web page, not a photo. Send a photo as JPEG, PNG, WebP or HEIC."),
    b"II*\0": gettext_lazy("This is a TIFF or raw picture. Send the photo as JPEG, PNG, WebP or HEIC."),
    b"MM\0*": gettext_lazy("This is a TIFF or raw picture. Send the photo as JPEG, PNG, WebP or HEIC."),
    b"BM": gettext_lazy("This is a bitmap. Send the photo as JPEG, PNG, WebP or HEIC."),
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A clean JPEG and its thumbnail, upright and without metadata; where and when it was taken, if it said so."""

    data: bytes
    thumbnail: bytes
    width: int
    height: int
    location: Location | None
    taken_at: datetime | None


class RefusedPhoto(Refused):
    """Not a photo that can be taken; the sentence says why, and what to send instead."""


def take_photo(data: bytes) -> Photo:
    """The photo in these bytes (JPEG, PNG, WebP or HEIC), made safe. Raises RefusedPhoto."""
    if not data:
        raise RefusedPhoto(_("This photo is empty. Choose it again, or take another one."))
    if len(data) > MAX_BYTES:
        raise RefusedPhoto(_("This photo is larger than 25 MB. Send a smaller one."))
    kind = _kind_of(data)
    try:
        with _decoders, Image.open(io.BytesIO(data), formats=[kind]) as image:
            _refuse_bomb(image, kind)
            return _clean(image)
    except RefusedPhoto:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:  # decoders raise whatever broken or hostile bytes make them trip over
        raise RefusedPhoto(_("This photo is damaged or was cut off on its way. Send it again.")) from error


def _kind_of(data: bytes) -> str:
    """What the bytes are by their own signature: names and declared types are not believed."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _kind_of_container(data)
    start = data[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, sentence in _START_OF_OTHERS.items():
        if start.startswith(signature):
            raise RefusedPhoto(str(sentence))
    raise RefusedPhoto(_("This file is not a photo, whatever its name says. Send a JPEG, PNG, WebP or HEIC photo."))


def _kind_of_container(data: bytes) -> str:
    """HEIC shares its container with AVIF and most films: the brands in the first box tell them apart."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    if b"avif" in brands:
        raise RefusedPhoto(_("This is an AVIF picture. Send the photo as JPEG, PNG, WebP or HEIC."))
    if brands & _HEIC_BRANDS:
        return "HEIF"
    raise RefusedPhoto(_("This is a video. Send a photo instead."))


def _refuse_bomb(image: Image.Image, kind: str) -> None:
    """Judge by the header, before any pixel is decoded. Only the first frame of an animation is ever decoded."""
    shrinks = kind == "JPEG" and not image.info.get("progressive")
    if image.width * image.height > (MAX_PIXELS_BASELINE_JPEG if shrinks else MAX_PIXELS[kind]):
        raise _too_many_pixels()


def _too_many_pixels() -> RefusedPhoto:
    return RefusedPhoto(_("This photo has too many pixels. Send a smaller one, or a screenshot of it."))


def _clean(image: Image.Image) -> Photo:
    metadata = image.getexif()
    location, taken_at = exif.location_in(metadata), exif.taken_at_in(metadata)
    profile = image.info.get("icc_profile")
    if image.mode in {"P", "PA"}:
        image = image.convert("RGBA")  # a palette cannot be shrunk: its neighbours are not its likes
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    ImageOps.exif_transpose(image, in_place=True)
    photo = _on_white(_in_srgb(image, profile))
    data = _jpeg(photo)
    width, height = photo.size
    photo.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Photo(data, _jpeg(photo), width, height, location, taken_at)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as they were meant: the profile that explains them goes with the metadata."""
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, meant, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _on_white(image: Image.Image) -> Image.Image:
    """Pixels alone, in RGB: a fresh picture to which no metadata clings, white where the old one was transparent."""
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image if image.mode == "RGBA" else None)
    return page


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()
