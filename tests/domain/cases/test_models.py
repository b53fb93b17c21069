"""What a case knows of itself."""

from __future__ import annotations

import pytest

from heard.domain.cases.models import Case
from heard.domain.places.models import Area


@pytest.mark.parametrize(
    "address, area, place",
    [
        ("12 Elm Street", "Downtown", "12 Elm Street, Downtown"),
        ("12 Elm Street, Downtown 00304", "Downtown", "12 Elm Street, Downtown 00304"),
        ("12 ELM STREET, DOWNTOWN", "Downtown", "12 ELM STREET, DOWNTOWN"),
        ("12 Eastern Avenue", "East", "12 Eastern Avenue, East"),
        ("", "Downtown", "Downtown"),
        ("12 Elm Street", None, "12 Elm Street"),
        ("", None, ""),
    ],
)
def test_a_place_names_its_area_once(address: str, area: str | None, place: str) -> None:
    assert Case(address=address, area=Area(name=area) if area else None).place == place
