"""How many misspelt names are found, how large the indexes are, and what opening sealed rows costs."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from bench.townsfolk.questions import found_plain, slips, words_of
from heard.domain.people.models import Identity, Person
from heard.domain.people.queries.people import whole_people
from heard.domain.people.queries.search import people_called
from heard.domain.vault.locks import _unlocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    import psycopg

FIRST = 10
REFERENCED = 50  # so many of the misspelt names are looked for in plain text, too: that takes a second each
PAGE = 50
PAGES = 20
SIZES = """
SELECT relname, pg_relation_size(oid) / 1e6 FROM pg_class
WHERE relname IN ('people_person', 'person_tokens', 'people_identity', 'identity_key',
                  'plain_person', 'plain_person_words', 'plain_person_trigrams',
                  'plain_identity', 'plain_identity_value')
ORDER BY relname
"""


def recall(plain: psycopg.Connection[Any], count: int, *, in_words: int) -> dict[str, Any]:
    """For how many misspelt names somebody called so is among the first ten; and by trigrams on plain text."""
    ours: dict[str, list[bool]] = defaultdict(list)
    trigrams: list[bool] = []
    for way, name, typed in slips(plain, count, in_words=in_words):
        ours[way].append(_among(name, (person.name for person in people_called(typed, limit=FIRST))))
        if len(trigrams) < REFERENCED:
            trigrams.append(_among(name, found_plain(plain, typed)))
    everything = [one for found in ours.values() for one in found]
    shares = {way: round(statistics.mean(found), 3) for way, found in ours.items()}
    of_all = {"recall_at_10": round(statistics.mean(everything), 3), "reference": round(statistics.mean(trigrams), 3)}
    return {"name": "recall", "words": in_words, "names": len(everything)} | of_all | shares


def sizes(plain: psycopg.Connection[Any]) -> dict[str, Any]:
    """Megabytes of tables and indexes, sealed and plain; and how many tokens a person has."""
    found = {name: round(float(size), 1) for name, size in plain.execute(SIZES).fetchall()}
    average = "SELECT count(*), avg(cardinality(tokens)), max(cardinality(tokens)) FROM people_person"
    people, mean, most = plain.execute(average).fetchone()  # type: ignore[misc]
    return {
        "name": "sizes",
        "unit": "MB",
        "people": people,
        "tokens": round(float(mean), 1),
        "most_tokens": most,
    } | found


def opening(plain: psycopg.Connection[Any]) -> dict[str, Any]:
    """Milliseconds for fifty people with all they are reached by: opened cold, warm, left sealed, and in plain text."""
    drawn = "SELECT id FROM plain_person TABLESAMPLE BERNOULLI(1) REPEATABLE (311) LIMIT %s"
    ids = [key for (key,) in plain.execute(drawn, [PAGE * PAGES]).fetchall()]
    pages = [ids[first : first + PAGE] for first in range(0, len(ids), PAGE)]
    times: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        _sealed(page)  # what the disk has to bring is no matter of sealing
        times["sealed"].append(_milliseconds(_sealed, page))
        _unlocked.cache_clear()
        times["cold"].append(_milliseconds(_opened, page))
        times["warm"].append(_milliseconds(_opened, page))
        times["plain_sql"].append(_milliseconds(lambda page: _plain(plain, page), page))
    medians = {f"{name}_p50": round(statistics.median(measured), 2) for name, measured in times.items()}
    return {"name": "opening", "unit": "ms", "people": PAGE, "pages": len(pages)} | medians


def _among(name: str, found: Iterable[str]) -> bool:
    wanted = words_of(name)
    return any(words_of(other) == wanted for other, _ in zip(found, range(FIRST), strict=False))


def _opened(ids: Sequence[UUID]) -> object:
    return list(whole_people().filter(id__in=ids))


def _sealed(ids: Sequence[UUID]) -> object:
    people = Person.objects.filter(id__in=ids).defer("name", "details")
    return list(people.prefetch_related(Prefetch("identities", Identity.objects.defer("value").order_by("created_at"))))


def _plain(plain: psycopg.Connection[Any], ids: Sequence[UUID]) -> object:
    plain.execute("SELECT * FROM plain_person WHERE id = ANY(%s)", [ids]).fetchall()
    return plain.execute("SELECT * FROM plain_identity WHERE person_id = ANY(%s)", [ids]).fetchall()


def _milliseconds(call: Callable[[Sequence[UUID]], object], argument: Sequence[UUID]) -> float:
    began = time.perf_counter()
    call(argument)
    return (time.perf_counter() - began) * 1000
