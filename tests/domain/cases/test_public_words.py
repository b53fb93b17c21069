"""What a case keeps of somebody's words: the matter, and neither who they are nor what stands below their name."""

import pytest

from heard.domain.cases.rules.public_words import public_words
from heard.domain.people.models import Person

ROSA = Person(name="Rosa Amaro")


@pytest.mark.parametrize(
    "written, kept",
    [
        ("A hole.\n\nRegards,\nRosa Amaro\n12 Elm Street\nTel. 0203 555 0142", "A hole.\n\nRegards,"),
        ("A hole.\nRosa\nTreasurer, Elm Street Allotments", "A hole."),
        ("A hole.\nAMARO, Rosa", "A hole."),
        ("A hole at 12 Elm Street.\nThe light is out too.", "A hole at 12 Elm Street.\nThe light is out too."),
        ("Rosa\nA hole", "Rosa\nA hole"),
        ("Rosa", "Rosa"),
    ],
)
def test_what_stands_below_their_own_name_is_left_out(written: str, kept: str) -> None:
    assert public_words(written, person=ROSA).replace("[name]", "Rosa") == kept


def test_nobodys_name_cuts_a_letter_short() -> None:
    letter = "A hole.\nBen\nlives there"
    assert public_words(letter, person=ROSA) == letter
    assert public_words(letter) == letter


def test_a_name_far_from_the_end_is_no_signature() -> None:
    letter = "A hole.\nRosa\n" + "\n".join(f"And another one, number {number}." for number in range(12))
    assert public_words(letter, person=ROSA).count("\n") == letter.count("\n")


@pytest.mark.parametrize(
    "written, kept",
    [
        ("A hole. thanks in advance, rosa", "A hole. thanks in advance"),
        ("A hole, thanks rosa", "A hole, thanks"),
        ("A hole - rosa amaro.", "A hole"),
        ("A hole\nrosa", "A hole"),
        ("The bush is a rosa", "The bush is a rosa"),
        ("A hole, ben", "A hole, ben"),
    ],
)
def test_a_name_at_the_end_is_theirs_however_it_is_written(written: str, kept: str) -> None:
    assert public_words(written, person=ROSA) == kept
