"""Whatever colour a council picks, its pages can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import heard.web.ui
from heard.web.ui.colours import DEFAULT_BRAND, PAGE_DARK, PAGE_LIGHT, contrast, is_colour, palette, readable

STATIC = Path(heard.web.ui.__file__).parent / "static/heard"
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colours)
@example("#0078d7")  # in the middle: black and white both read a little too badly on it
def test_every_brand_keeps_its_words_readable(brand) -> None:
    for shades, page in zip(palette(brand), (PAGE_LIGHT, PAGE_DARK), strict=True):
        assert contrast(shades["heard-on-brand"], shades["heard-brand"]) >= 4.5
        assert contrast(shades["heard-on-brand"], shades["heard-brand-hover"]) >= 4.5
        for background in (page, shades["heard-tint"]):
            assert contrast(shades["heard-link"], background) >= 4.5
            assert contrast(shades["heard-link-hover"], background) >= 4.5
            assert contrast(shades["heard-brand"], background) >= 3


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable("#0b5563", on="#ffffff", ratio=4.5) == "#0b5563"


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#0b5563; } body { display: none"])
def test_only_six_digits_are_a_colour(text) -> None:
    assert not is_colour(text)


@pytest.mark.parametrize("surface", ["portal", "desk"])
def test_the_built_styles_hold_the_default_brand(surface) -> None:
    parts = (STATIC / f"{surface}.css").read_text().split("prefers-color-scheme:dark")
    light, dark = (dict(re.findall(r"--(heard-[\w-]+): ?(#[0-9a-f]+)", part)) for part in parts[:2])
    for shades, built in zip(palette(DEFAULT_BRAND), (light, dark), strict=True):
        for name, shade in shades.items():
            assert _long(built[name]) == shade


def _long(colour: str) -> str:
    return colour if len(colour) > 4 else "#" + "".join(digit * 2 for digit in colour[1:])
