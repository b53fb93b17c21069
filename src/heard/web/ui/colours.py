"""A council picks one colour; from it come all shades of the brand, each with enough contrast in light and in dark."""

from __future__ import annotations

import colorsys
import re
from functools import cache
from typing import NamedTuple

DEFAULT_BRAND = "#0b5563"
PAGE_LIGHT, PAGE_DARK = "#ffffff", "#12171a"
BLACK, WHITE = "#0b0c0c", "#ffffff"
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0  # WCAG 2.2 AA
_HEX = re.compile(r"#[0-9a-f]{6}")


class Palette(NamedTuple):
    """CSS custom properties without their leading dashes, once for each scheme."""

    light: dict[str, str]
    dark: dict[str, str]


def is_colour(text: str) -> bool:
    return _HEX.fullmatch(text.lower()) is not None


@cache
def palette(brand: str) -> Palette:
    """The council's shades. A colour too pale (or too dark) for its page is moved until it can be read."""
    return Palette(light=_light(brand.lower()), dark=_dark(brand.lower()))


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with this share of `other` stirred in."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def readable(colour: str, *, on: str, ratio: float) -> str:
    """The colour itself, or its nearest darker (on a dark page: lighter) shade that reaches the ratio."""
    if contrast(colour, on) >= ratio:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    goal = 0.0 if contrast(on, BLACK) > contrast(on, WHITE) else 1.0
    calm = saturation if goal == 0.0 else min(saturation, 0.5)  # bright shades on black glare
    steps = (lightness + (goal - lightness) * step / 50 for step in range(1, 51))
    shades = (_hex(colorsys.hls_to_rgb(hue, step, calm)) for step in steps)
    return next(shade for shade in shades if contrast(shade, on) >= ratio)


def _light(brand: str) -> dict[str, str]:
    tint = mix(brand, PAGE_LIGHT, 0.93)
    fill = _for_words(readable(brand, on=tint, ratio=SHAPE_CONTRAST))
    link = readable(brand, on=tint, ratio=TEXT_CONTRAST)
    return {
        "heard-brand": fill,
        "heard-brand-hover": _hover(fill),
        "heard-brand-shadow": mix(fill, BLACK, 0.5),
        "heard-on-brand": _ink(fill),
        "heard-link": link,
        "heard-link-hover": mix(link, BLACK, 0.5),
        "heard-tint": tint,
        "heard-tint-border": mix(brand, PAGE_LIGHT, 0.7),
    }


def _dark(brand: str) -> dict[str, str]:
    tint = mix(brand, PAGE_DARK, 0.86)
    fill = _for_words(readable(brand, on=tint, ratio=6.0))
    link = readable(brand, on=tint, ratio=7.0)
    return {
        "heard-brand": fill,
        "heard-brand-hover": _hover(fill),
        "heard-brand-shadow": mix(fill, PAGE_DARK, 0.5),
        "heard-on-brand": _ink(fill),
        "heard-link": link,
        "heard-link-hover": mix(link, WHITE, 0.5),
        "heard-tint": tint,
        "heard-tint-border": mix(brand, PAGE_DARK, 0.5),
    }


def _for_words(fill: str) -> str:
    """The fill, or its nearest darker shade: on some colours of middling light neither black nor white reads well."""
    return fill if contrast(_ink(fill), fill) >= TEXT_CONTRAST else readable(fill, on=WHITE, ratio=TEXT_CONTRAST)


def _hover(fill: str) -> str:
    """Away from the ink on it, so that the words of a button under the pointer stay readable."""
    return mix(fill, BLACK if _ink(fill) == WHITE else WHITE, 0.25)


def _ink(background: str) -> str:
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, background))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own
