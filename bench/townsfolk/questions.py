"""What is asked about people, through Heard and of the same people in plain text: names, addresses, contact points."""

from __future__ import annotations

import random
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from bench.measuring import Pair
from bench.townsfolk.slips import SLIPS, misspelt
from heard.domain.people.queries.people import people_with
from heard.domain.people.queries.search import people_called
from heard.domain.people.rules.names import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

SEED = 311
ASKED = 200
SHOWN = 50
BEGUN = """
SELECT id, name, address FROM plain_person
WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s) LIMIT 50
"""
ALIKE = "SELECT id, name, address FROM plain_person WHERE %s <%% folded ORDER BY %s <<-> folded LIMIT 50"
HOLDING = """
SELECT p.id, p.name, p.address FROM plain_identity i JOIN plain_person p ON p.id = i.person_id
WHERE i.kind = %s AND i.value = %s LIMIT 50
"""


def pairs(plain: psycopg.Connection[Any]) -> dict[str, Pair]:
    """Each kind of question with what is asked, the same at each run on the same town."""
    chance = random.Random(SEED)
    people = some_people(plain, ASKED)
    return {
        "name_begun": Pair(_called, _begun_plain, [_begun(name, chance) for name, _address in people]),
        "name_misspelt": Pair(_called, _alike_plain, [wrong for _way, _name, wrong in slips(plain, ASKED)]),
        "address": Pair(_called, _begun_plain, [_number_and_street(address) for _name, address in people]),
        "email": Pair(lambda one: people_with(email=one), _holding_plain("email"), _values(plain, "email")),
        "phone": Pair(lambda one: people_with(phone=one), _holding_plain("phone"), _values(plain, "phone")),
    }


def slips(plain: psycopg.Connection[Any], count: int, *, in_words: int = 1) -> list[tuple[str, str, str]]:
    """So many names: which way of misspelling, each in turn, the name, and what became of so many of its words."""
    chance = random.Random(SEED)
    made = (
        (slip.__name__, name, wrong)
        for (name, _address), slip in zip(some_people(plain, 4 * count), cycle(SLIPS), strict=False)
        if (wrong := misspelt(name, slip, chance, in_words=in_words))
    )
    return list(islice(made, count))


def some_people(plain: psycopg.Connection[Any], count: int) -> list[tuple[str, str]]:
    """Names and addresses of people from all over the town; each as likely as any other, namesakes and all."""
    total = plain.execute("SELECT count(*) FROM plain_person").fetchone()[0]  # type: ignore[index]
    share = min(100.0, 300 * count / max(total, 1))
    sampled = f"TABLESAMPLE BERNOULLI({share}) REPEATABLE ({SEED})"
    sample = f"SELECT name, address FROM plain_person {sampled} ORDER BY folded"
    found = plain.execute(sample).fetchall()
    random.Random(SEED).shuffle(found)
    return found[:count]


def _values(plain: psycopg.Connection[Any], kind: str) -> list[str]:
    sample = "SELECT value FROM plain_identity TABLESAMPLE BERNOULLI(1) REPEATABLE (311) WHERE kind = %s ORDER BY value"
    found = [value for (value,) in plain.execute(sample, [kind]).fetchall()]
    random.Random(SEED).shuffle(found)
    return found[:ASKED]


def _begun(name: str, chance: random.Random) -> str:
    """Half a name, as it is typed while the caller speaks: one word or two, two to five letters of each."""
    words = name.split()
    kept = chance.sample(words, min(len(words), chance.choice((1, 2, 2))))
    return " ".join(word[: chance.randint(2, 5)] for word in kept)


def _number_and_street(address: str) -> str:
    """The number and the first word of the street: "12 elm"."""
    words = address.split(", ")[-2].split()
    return " ".join(words[:2]).lower()


def _called(text: str) -> object:
    return people_called(text, limit=SHOWN)


def _begun_plain(plain: psycopg.Connection[Any], text: str) -> object:
    words = ("".join(filter(str.isalnum, word)) for word in text.lower().split())
    return plain.execute(BEGUN, [" & ".join(f"{word}:*" for word in words if word)]).fetchall()


def _alike_plain(plain: psycopg.Connection[Any], text: str) -> list[tuple[Any, ...]]:
    return plain.execute(ALIKE, [text.lower(), text.lower()]).fetchall()


def _holding_plain(kind: str) -> Any:
    return lambda plain, value: plain.execute(HOLDING, [kind, value]).fetchall()


def found_plain(plain: psycopg.Connection[Any], text: str) -> Iterator[str]:
    """The names that trigrams find, best first."""
    return (row[1] for row in _alike_plain(plain, text))


def words_of(name: str) -> frozenset[frozenset[str]]:
    """A name as it is compared: in any order, without accents."""
    return frozenset(terms_of(name))
