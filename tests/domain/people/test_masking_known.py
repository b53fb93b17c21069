"""What names one known person is taken out of words that stay; what only looks like it is left. No database."""

from __future__ import annotations

import pytest

from heard.domain.people.rules.masking import Known, is_home, street_of, without_known

ROSA = Known(
    names=frozenset({"Rosa Okafor"}),
    homes=frozenset({"12 Elm Street, Westside, 06511"}),
    handles=frozenset({"@rosa_o"}),
)


@pytest.mark.parametrize(
    "text, left",
    [
        ("Mrs Okafor called", "Mrs [name] called"),
        ("rosa okafor called", "[name] called"),
        ("a rose is not Rosa", "a rose is not [name]"),
        ("She lives at 12 ELM  street.", "She lives at [address]."),
        ("The hole is at 112 Elm Street", "The hole is at 112 Elm Street"),
        ("Ask @rosa_o, or rosa@example.org", "Ask @[name], or [email address]"),
        ("Call +1 203 555 0142", "Call [phone number]"),
    ],
)
def test_what_names_them_goes_and_the_rest_stays(text: str, left: str) -> None:
    assert without_known(text, ROSA, region="US") == left


@pytest.mark.parametrize(
    "address, home",
    [
        ("12 Elm Street", True),
        ("12 elm street, Westside", True),
        ("112 Elm Street", False),
        ("Elm Street", False),
        ("", False),
    ],
)
def test_a_home_is_known_however_it_is_written(address: str, home: bool) -> None:  # noqa: FBT001
    assert is_home(address, ROSA) is home


def test_the_street_is_the_part_with_the_number() -> None:
    assert street_of("The Old Mill, 3 Mill Lane, Westside") == "3 Mill Lane"
