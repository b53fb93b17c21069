"""Documents show what can be shown, and say what could not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from heard.kernel.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def paper() -> Iterator[Document]:
    """A document that is finished in the end: until then it holds its fonts open."""
    document = Document("What we know", language="en", author="Riverton", made_at=NOON)
    yield document
    document.finished()


@pytest.mark.parametrize(
    "text", ["Zoë Łódź", "Дмитрий", "محمد", "हिन्दी", "தமிழ்", "ไทย", "ქართული", "አማርኛ", "עולם", "🙂"]
)
def test_scripts_that_the_fonts_have_are_shown_as_they_are(paper, text: str) -> None:
    assert paper._shown(text) == text
    assert not paper.replaced


def test_what_no_font_has_is_written_in_latin_letters_and_said_to_be(paper) -> None:
    assert paper._shown("Mr 李小龍, Elm Street") == "Mr [LiXiaoLong], Elm Street"
    assert paper._shown("\x07") == "[?]"
    assert paper.replaced


def test_a_long_document_has_many_pages_and_an_outline(paper) -> None:
    for number in range(60):
        paper.heading(f"Chapter {number}")
        paper.paragraph("One line\nand another")
        paper.facts([("Label", "Text")])
        paper.line()
    data = paper.finished()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page") > 5
    assert b"/Outlines" in data
