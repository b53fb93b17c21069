"""Photos from strangers: real files, built here byte by byte where a well-behaved program would not write them."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from heard.kernel.images import LONG_SIDE, MAX_BYTES, Photo, RefusedPhoto, take_photo
from heard.kernel.location import Location

GPS_IN_NEW_HAVEN: dict[int, Any] = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (41.0, 18.0, 29.52),
    GPS.GPSLongitudeRef: "W",
    GPS.GPSLongitude: (72.0, 55.0, 26.4),
}


def picture(width: int = 60, height: int = 40, mode: str = "RGB", colour: Any = "red") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif_with(gps: dict[int, Any] | None = None, details: dict[int, Any] | None = None, **tags: Any) -> bytes:
    exif = Image.Exif()
    for name, value in tags.items():
        exif[Base[name]] = value
    exif.get_ifd(IFD.GPSInfo).update(gps or {})
    exif.get_ifd(IFD.Exif).update(details or {})
    return exif.tobytes()


def photo_with(gps: dict[int, Any] | None = None, details: dict[int, Any] | None = None) -> Photo:
    return take_photo(saved(picture(), exif=exif_with(gps, details)))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedPhoto) as refused:
        take_photo(data)
    return refused.value.sentence


def png_of(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose header claims a size its few bytes of pixels do not fill."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_becomes_a_jpeg_with_its_place_and_time(kind) -> None:
    exif = exif_with(
        GPS_IN_NEW_HAVEN, {Base.DateTimeOriginal: "2024:06:01 10:30:00", Base.OffsetTimeOriginal: "-04:00"}
    )
    photo = take_photo(saved(picture(), kind, exif=exif))
    assert opened(photo.data).format == opened(photo.thumbnail).format == "JPEG"
    assert (photo.width, photo.height) == opened(photo.data).size == (60, 40)
    assert photo.location == Location(-72.924, 41.3082)
    assert photo.taken_at == datetime(2024, 6, 1, 14, 30, tzinfo=UTC)


def test_a_large_photo_is_shrunk_and_a_small_one_is_not_blown_up() -> None:
    photo = take_photo(saved(picture(4032, 3024)))
    assert (photo.width, photo.height) == (LONG_SIDE, 1536)
    assert opened(photo.thumbnail).size == (480, 360)
    assert take_photo(saved(picture(10, 10))).width == 10


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(kind, orientation) -> None:
    image = picture(64, 32, colour="blue")
    image.paste("red", (0, 0, 32, 16))  # where this corner goes tells the turns apart
    upright = {1: (8, 8), 2: (56, 8), 3: (56, 24), 4: (8, 24), 5: (8, 8), 6: (24, 8), 7: (24, 56), 8: (8, 56)}
    photo = take_photo(saved(image, kind, exif=exif_with(Orientation=orientation)))
    assert (photo.width, photo.height) == ((32, 64) if orientation >= 5 else (64, 32))
    red, _green, blue = opened(photo.data).convert("RGB").getpixel(upright[orientation])
    assert red > 200
    assert blue < 60


def test_nothing_of_the_metadata_is_left() -> None:
    exif = exif_with(GPS_IN_NEW_HAVEN, {Base.UserComment: b"SECRET-1"}, Make="SECRET-2", Artist="SECRET-3")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(picture(), exif=exif, xmp=b"<x:xmpmeta>SECRET-4</x:xmpmeta>", comment=b"SECRET-5", icc_profile=profile)
    assert data.count(b"SECRET") == 5
    photo = take_photo(data + b"<script>SECRET-6</script>")
    for clean in (photo.data, photo.thumbnail):
        assert b"SECRET" not in clean
        assert not opened(clean).getexif()
        assert opened(clean).info.keys() <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_a_polyglot_keeps_its_picture_and_loses_the_rest() -> None:
    page = b"<script>alert(1)</script>" + b"%PDF-1.7 PK\x03\x04"
    jpeg = saved(picture(), comment=page) + page
    assert page not in take_photo(jpeg).data
    assert opened(take_photo(jpeg).data).size == (60, 40)


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {GPS.GPSLatitude: (0, 0, 0), GPS.GPSLongitude: (0, 0, 0)},
        {GPS.GPSLatitude: (IFDRational(41, 0), IFDRational(18, 1), IFDRational(0, 1))},
        {GPS.GPSLatitude: (IFDRational(0, 0), IFDRational(0, 0), IFDRational(0, 0))},
        {GPS.GPSLatitude: (95.0, 0.0, 0.0)},
        {GPS.GPSLongitude: (179.0, 60.0, 3.6)},
        {GPS.GPSLatitudeRef: "X"},
        {GPS.GPSLatitude: None},
        {GPS.GPSLongitudeRef: None},
    ],
    ids=["good", "null island", "zero denominator", "nought by nought", "95 degrees", "past 180 degrees", "hemisphere",
         "no latitude", "no reference"],
)  # fmt: skip
def test_a_position_that_makes_no_sense_is_no_position(gps) -> None:
    values = {tag: value for tag, value in (GPS_IN_NEW_HAVEN | gps).items() if value is not None}
    assert (photo_with(values).location is None) == bool(gps)


@pytest.mark.parametrize(
    "refs, expected",
    [
        (("S", "E"), Location(72.924, -41.3082)),
        ((" N\0", " W\0"), Location(-72.924, 41.3082)),
        (("s", "w"), Location(-72.924, -41.3082)),
    ],
)
def test_hemispheres(refs, expected) -> None:
    assert (
        photo_with(GPS_IN_NEW_HAVEN | {GPS.GPSLatitudeRef: refs[0], GPS.GPSLongitudeRef: refs[1]}).location == expected
    )


def test_time_taken_prefers_an_offset_then_the_satellites_then_the_councils_zone(settings) -> None:
    settings.TIME_ZONE = "America/New_York"
    camera = {Base.DateTimeOriginal: "2024:06:01 10:30:00"}
    satellites = {GPS.GPSDateStamp: "2024:06:01", GPS.GPSTimeStamp: (14.0, 29.0, 58.0)}
    assert photo_with({}, camera | {Base.OffsetTimeOriginal: "+02:00"}).taken_at == datetime(
        2024, 6, 1, 8, 30, tzinfo=UTC
    )
    assert photo_with(satellites, camera).taken_at == datetime(2024, 6, 1, 14, 29, 58, tzinfo=UTC)
    assert photo_with({}, camera).taken_at == datetime(2024, 6, 1, 14, 30, tzinfo=UTC)
    lost = satellites | {GPS.GPSTimeStamp: (IFDRational(14, 0), IFDRational(29, 1), IFDRational(58, 1))}
    assert photo_with(lost, camera).taken_at == datetime(2024, 6, 1, 14, 30, tzinfo=UTC)
    assert photo_with({}, {Base.DateTimeOriginal: "0000:00:00 00:00:00"}).taken_at is None
    assert photo_with().taken_at is None


@pytest.mark.filterwarnings("ignore")
def test_a_forged_exif_block_is_read_as_none() -> None:
    for garbage in (
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x88\x25\0\4\0\0\0\1\0\0\0\1" * 40,
    ):
        photo = take_photo(saved(picture(), exif=garbage))
        assert (photo.location, photo.taken_at) == (None, None)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_colour_mode_is_taken(mode) -> None:
    image = picture(colour="white").convert(mode) if mode != "I;16" else Image.new("I;16", (60, 40), 0xFFFF)
    photo = take_photo(saved(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert all(band > 245 for band in opened(photo.data).getpixel((30, 20)))


def test_transparent_is_white() -> None:
    photo = take_photo(saved(picture(mode="RGBA", colour=(0, 0, 0, 0)), "PNG"))
    assert opened(photo.data).getpixel((30, 20)) == (255, 255, 255)


def test_an_animation_is_its_first_frame() -> None:
    frames = [picture(colour=colour) for colour in ("red", "blue", "green")]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert opened(take_photo(data).data).getpixel((30, 20))[0] > 200


@pytest.mark.parametrize(
    "data, says",
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "25 MB"),
        (b"%PDF-1.7\n", "PDF"),
        (b"GIF89a\1\0\1\0", "GIF"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "drawing"),
        (b"\xef\xbb\xbf  <!doctype html><script>", "web page"),
        (b"MM\0*\0\0\0\x08", "TIFF"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "video"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"MZ\x90\0 this is a program called photo.jpg", "not a photo"),
        (b"\xff\xd8\xff\xe0 only the first bytes are those of a photo", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "damaged"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(data, says) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_cut_off_on_its_way_is_refused(kind) -> None:
    whole = saved(Image.effect_noise((400, 400), 80).convert("RGB"), kind)
    assert "cut off" in refusal(whole[: len(whole) // 2])


@pytest.mark.parametrize("side", [6_500, 30_000, 60_000])
def test_a_decompression_bomb_is_refused_by_its_header(side) -> None:
    assert "too many pixels" in refusal(png_of(side, side))


def test_a_jpeg_of_a_header_and_nothing_else_is_judged_by_what_decoding_it_would_cost() -> None:
    baseline, progressive = saved(picture(8, 8)), saved(picture(8, 8), progressive=True)
    huge = struct.pack(">HH", 60_000, 60_000)
    large = struct.pack(">HH", 12_240, 16_320)
    small = struct.pack(">HH", 8, 8)
    assert "too many pixels" in refusal(baseline.replace(small, huge, 1))
    assert "too many pixels" in refusal(progressive.replace(small, large, 1))
    photo = take_photo(baseline.replace(small, large, 1))  # the 200 megapixels of a phone
    assert (photo.width, photo.height) == (LONG_SIDE, 1536)


def test_a_compressed_text_bomb_is_refused() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    whole = png_of(8, 8, bytes(9 * 8))
    bombs = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000))) * 100
    assert "damaged" in refusal(whole[:33] + bombs + whole[33:])
