"""Addresses as people type them."""

from __future__ import annotations

import pytest

from heard.domain.places.rules.addresses import AddressRow, beginnings, reading_order, searchable, words_of
from heard.kernel.location import Location

HERE = Location(-72, 41)


@pytest.mark.parametrize(
    "text, words",
    [
        ("12a Elm St.", ["12a", "elm", "st"]),
        ("O'Connell-Straße 4/2", ["oconnell", "strasse", "4", "2"]),
        ("Łódź, Rue de l’Église", ["lodz", "rue", "de", "leglise"]),
        ("شارع النيل ٥", ["شارع", "النيل", "٥"]),
        (" ,;%_'\\ ", []),
    ],
)
def test_words(text, words) -> None:
    assert words_of(text) == words


def test_what_is_searched_is_written_out() -> None:
    assert searchable("12 Elm St, Mill Rd") == " 12 elm street mill road"


def test_a_word_being_typed_is_not_written_out_too_early() -> None:
    assert beginnings("5 St rd") == [["5"], ["st"], ["rd", "road"]]


def test_the_line_is_put_together_from_the_parts_there_are() -> None:
    parts = {"street": "Elm Street", "location": HERE}
    assert (
        AddressRow(**parts, number="12", locality="Fairmere", postcode="F1 2AB").line
        == "12 Elm Street, Fairmere F1 2AB"
    )
    assert AddressRow(**parts).line == "Elm Street"
    assert AddressRow(**parts, text="The Old Mill").line == "The Old Mill"


def test_reading_order_is_that_of_a_street() -> None:
    numbers = ["10a", "2", "", "10", "100"]
    assert sorted(numbers, key=lambda number: reading_order("Elm", number)) == ["", "2", "10", "10a", "100"]
