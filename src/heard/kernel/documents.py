"""A plain document for people to read and print, as PDF: headings, paragraphs, facts, in the scripts of the world.

The fonts are Noto's. What none of them has (Chinese, Japanese and Korean signs) is written in Latin letters, in
brackets, and the document says so.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from anyascii import anyascii
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

_MAIN: Final = "NotoSans"
_LEFT_OUT: Final = "Italic"
_POINTS: Final = 10
_LINE: Final = 5.2  # millimetres
_SHOWN_AS_THEY_ARE: Final = frozenset("\n\t ")


class Document:
    """Pages that grow downwards."""

    def __init__(self, title: str, *, language: str, author: str, made_at: datetime) -> None:
        self.replaced = False
        self._pdf = pdf = FPDF()
        pdf.set_title(title)
        pdf.set_author(author)
        pdf.set_lang(language)
        pdf.set_creation_date(made_at)
        pdf.set_auto_page_break(auto=True, margin=20)
        pdf.set_margins(20, 20)
        for name, path in _fonts().items():
            pdf.add_font(name, fname=path)
        pdf.set_fallback_fonts([name for name in _fonts() if name != _MAIN], exact_match=False)
        pdf.set_font(_MAIN, size=_POINTS)
        pdf.set_text_shaping(use_shaping_engine=True)  # Arabic joins, Devanagari stacks
        pdf.add_page()
        self.heading(title, points=20)

    def heading(self, text: str, *, points: int = 14) -> None:
        """A heading, never alone at the foot of a page."""
        self._pdf.ln(_LINE)
        if self._pdf.will_page_break(_LINE * 4):
            self._pdf.add_page()
        self._pdf.start_section(self._shown(text))
        self._write(text, points=points, grey=0)
        self._pdf.ln(1)

    def paragraph(self, text: str, *, quiet: bool = False) -> None:
        """Words, with the line breaks they have."""
        self._write(text, grey=90 if quiet else 0)
        self._pdf.ln(1)

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Labels with what stands behind each."""
        for label, text in rows:
            self._write(label, grey=90, points=8)
            self._write(text)
            self._pdf.ln(1)

    def line(self) -> None:
        """A thin line between two things."""
        self._pdf.ln(1)
        self._pdf.set_draw_color(190)
        self._pdf.line(self._pdf.l_margin, self._pdf.y, self._pdf.w - self._pdf.r_margin, self._pdf.y)
        self._pdf.ln(2)

    def finished(self) -> bytes:
        """The PDF. What could not be shown as it is written is said at the end."""
        if self.replaced:
            self.line()
            self.paragraph(
                _("Words in [brackets] are in a script this document cannot show. data.json has them as they are."),
                quiet=True,
            )
        pdf = bytes(self._pdf.output())
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()  # fpdf2 leaves the files open
        return pdf

    def _write(self, text: str, *, points: int = _POINTS, grey: int = 0) -> None:
        self._pdf.set_text_color(grey)
        self._pdf.set_font_size(points)
        height = _LINE * points / _POINTS
        self._pdf.multi_cell(0, height, self._shown(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    def _shown(self, text: str) -> str:
        """What no font has, in Latin letters and brackets."""
        shown, unknown = [], ""
        for sign in [*text, ""]:
            if sign and sign not in _SHOWN_AS_THEY_ARE and sign not in _signs():
                unknown += sign
                continue
            if unknown:
                self.replaced = True
                shown.append(f"[{_in_latin_letters(unknown)}]")
                unknown = ""
            shown.append(sign)
        return "".join(shown)


def _in_latin_letters(text: str) -> str:
    return "".join(sign for sign in anyascii(text) if sign.isprintable()).strip() or "?"


@lru_cache(maxsize=1)
def _fonts() -> dict[str, Path]:
    """The fonts by name; one for each script, upright."""
    folder = files("manimgx_fonts")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".ttf")), key=lambda path: path.name)
    return {path.name.partition("[")[0]: path for path in paths if _LEFT_OUT not in path.name}  # type: ignore[misc]


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """Every sign that some font has."""
    found: set[int] = set()
    for path in _fonts().values():
        with TTFont(str(path), lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(map(chr, found))
