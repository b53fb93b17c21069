"""Search: words that are everywhere, words that are nearly nowhere, and words of other years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.council import readers
from bench.lists import SHOWN, VISIBLE, parameters_of
from bench.measuring import Pair
from heard.domain.cases.queries import CaseFilters, View, inbox_page

if TYPE_CHECKING:
    import psycopg

    from heard.domain.teams.rules.permissions import Standing

WORDS = {
    "COMMON": ("parking", "sidewalk", "snow", "street", "car", "Dorchester", "parked illegally", "resident"),
    "RARE": ("mattress", "xylophone", "bees", "chandelier", "wheelchair ramp", "Dunster", '"dead raccoon"', "trombone"),
    # Frequent for some years, and hardly heard since.
    "FADED": ("novio", "vioiss", "adclsd", "administratively", "nature", "filed"),
}


def pair_named(name: str) -> Pair:
    """A first page of what has these words, for each reader."""
    return Pair(_ours, _reference, [(reader, text) for reader in readers() for text in WORDS[name]])


def _ours(argument: tuple[Standing, str]) -> object:
    standing, text = argument
    return inbox_page(standing, View.ALL, CaseFilters(text=text))


def _reference(plain: psycopg.Connection[Any], argument: tuple[Standing, str]) -> object:
    standing, text = argument
    found = f"{SHOWN} WHERE c.search @@ websearch_to_tsquery('english', %(text)s) AND {VISIBLE}"
    newest = "ORDER BY c.reported_at DESC, c.id DESC LIMIT 51"
    return plain.execute(f"{found} {newest}", parameters_of(standing) | {"text": text}).fetchall()
