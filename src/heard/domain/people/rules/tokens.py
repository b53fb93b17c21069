"""What a person is found by: the texts whose keyed tokens stand on their row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.rules.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable


def token_texts(names: Iterable[str], addresses: Iterable[str] = ()) -> set[str]:
    """Every text this person should be found by."""
    texts = {f"n:{word}" for name in names for word in plain_words(name)}
    return texts | {f"a:{word}" for address in addresses for word in plain_words(address)}
