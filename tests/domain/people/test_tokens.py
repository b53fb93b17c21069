"""What a person is found by: pure rules, without a database."""

from __future__ import annotations

import pytest

from heard.domain.people.rules.sounds import sounds
from heard.domain.people.rules.tokens import Reach, asked_texts, token_texts

MOST_TEXTS = 50


def found(name: str, typed: str, reach: Reach, *, address: str = "") -> bool:
    return not asked_texts({typed}, reach).isdisjoint(token_texts([name], [address]))


@pytest.mark.parametrize("typed", ["omez", "gmez", "gomz", "gome", "gomexz", "gxmez", "gmoez", "goomez", "xomez"])
def test_one_slip_is_found_by_a_letter_left_out_however_it_sounds(typed) -> None:
    assert found("Gomez", typed, Reach.MISSPELT)
    assert not found("Gomez", typed, Reach.WRITTEN)


@pytest.mark.parametrize("typed, name", [("steven", "Stephen"), ("mohamed", "محمد"), ("himenes", "Jiménez")])
def test_what_sounds_alike_is_found_whatever_letters_it_has(typed, name) -> None:
    assert found(name, typed, Reach.MISHEARD)
    assert not found(name, typed, Reach.BEGUN)


def test_short_names_are_not_found_by_each_other() -> None:
    assert not found("Lee", "Lei", Reach.MISSPELT)


def test_beginnings_are_found_to_the_seventh_letter_and_beyond() -> None:
    for typed in ("f", "fe", "feather", "featherstone"):
        assert found("Featherstonehaugh", typed, Reach.BEGUN)
    assert not found("Featherstonehaugh", "stone", Reach.BEGUN)


def test_ways_are_found_short_and_long_and_by_no_beginning() -> None:
    assert found("", "st", Reach.WRITTEN, address="12 Elm Street")
    assert found("", "street", Reach.WRITTEN, address="12 Elm St.")
    assert not found("", "str", Reach.BEGUN, address="12 Elm Street")


def test_a_number_is_never_nearly_right() -> None:
    assert found("", "12", Reach.MISHEARD, address="12 Elm Street")
    assert not found("", "1", Reach.MISHEARD, address="12 Elm Street")


def test_there_are_few_enough_of_them() -> None:
    assert len(token_texts(["Alexandra Thompson"], ["128 Cunningham Street, Springfield"])) <= MOST_TEXTS


@pytest.mark.parametrize("word", ["", "a", "io", "h"])
def test_what_is_too_short_to_be_heard_has_no_sound(word) -> None:
    assert sounds(word) == set()
