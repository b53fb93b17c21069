"""A council key rotates under load: `HEARD_DATA=/some/folder python -m bench key_rotation [--people 30000]`.

Others go on writing and searching; measured are their times before and meanwhile, their errors, and the rows a second.
Then what sealing and opening one value costs.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import statistics
import time
from typing import TYPE_CHECKING, Any

from bench.ground import make_ready

make_ready()

from django.core.management import call_command  # noqa: E402 -- after the settings are there
from django.db import connection  # noqa: E402

from bench.townsfolk.writing import write_town  # noqa: E402
from heard.domain.people.models import Person  # noqa: E402
from heard.domain.people.operations.people import add_person  # noqa: E402
from heard.domain.people.operations.profile import update_profile  # noqa: E402
from heard.domain.people.queries.search import people_called  # noqa: E402
from heard.domain.vault import locks  # noqa: E402
from heard.domain.vault.locks import keeper, new_locks  # noqa: E402
from heard.domain.vault.operations import begin_generation  # noqa: E402
from heard.domain.vault.values import open_value, seal_value  # noqa: E402
from heard.flows.rotate_keys import left_under, retire_generation, rewrap_everything  # noqa: E402
from heard.kernel.actor import SYSTEM  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.synchronize import Event

    from heard.kernel.actor import Actor

QUIET_SECONDS = 10
PAUSE = 0.05  # between two acts of one user: some 10 acts a second from two
VALUES = 2000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=30_000, help="an empty folder is filled with so many first")
    options.add_argument("--json", action="store_true", help="one JSON object")
    arguments = options.parse_args()
    call_command("migrate", verbosity=0)
    if not Person.objects.exists():
        write_town(arguments.people, processes=2)
    result = rotation() | cost_of_a_value()
    print(json.dumps(result) if arguments.json else "\n".join(f"{key}: {value}" for key, value in result.items()))


def rotation() -> dict[str, Any]:
    """Two others at work all the time; the rotation; the old generation retired."""
    context = multiprocessing.get_context("spawn")
    end, told = context.Event(), context.Queue()
    others = [context.Process(target=_live, args=(seed, end, told)) for seed in range(2)]
    for other in others:
        other.start()
    time.sleep(QUIET_SECONDS)
    old, began = keeper().generations()[-1], time.time()
    begin_generation(actor=SYSTEM)
    rows = rewrap_everything()
    seconds, left = time.time() - began, left_under(old)
    retire_generation(old, actor=SYSTEM)
    time.sleep(QUIET_SECONDS)
    end.set()
    acts = [act for _other in others for act in told.get()]
    for other in others:
        other.join()
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "rows_per_second": round(rows / seconds),
        "left_under_the_old": sum(left.values()),
        "errors": [act[3] for act in acts if act[3]],
        **_times("before", acts, 0, began),
        **_times("meanwhile", acts, began, began + seconds),
    }


def cost_of_a_value() -> dict[str, float]:
    """A name of 20 bytes, in microseconds of our processor: its lock opened just now, and for the first time."""
    made = new_locks(VALUES)
    sealed = [seal_value(b"Anastasia Featherstone"[:20], lock=lock, bound_to=b"x") for lock in made]
    return {
        "open_warm_us": _each(lambda: [open_value(value, bound_to=b"x") for value in sealed]),
        "open_cold_us": _each(lambda: [open_value(value, bound_to=b"x") for value in sealed], cold=True),
        "seal_warm_us": _each(lambda: [seal_value(b"A" * 20, lock=lock, bound_to=b"x") for lock in made]),
        "new_person_us": _each(lambda: new_locks(VALUES)),
    }


def _each(act: Callable[[], object], *, cold: bool = False) -> float:
    times = []
    for _round in range(5):
        if cold:
            locks._unlocked.cache_clear()  # noqa: SLF001 -- what is at hand is what is measured
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return round(statistics.median(times) / VALUES * 1e6, 1)


def _live(seed: int, end: Event, told: Any) -> None:
    """Somebody at a desk: finds people by name, changes one, adds one and finds them again."""
    connection.close()
    chance, acts = random.Random(seed), []
    keys = list(Person.objects.values_list("id", flat=True)[:5000])
    while not end.is_set():
        for name, act in (("search", _search), ("write", _write)):
            began, error = time.time(), ""
            try:
                act(chance, keys)
            except Exception as trouble:  # noqa: BLE001 -- whatever it is, it is counted
                error = f"{name}: {type(trouble).__name__} {trouble}"
            acts.append((name, began, time.time() - began, error))
        time.sleep(PAUSE)
    told.put(acts)


def _search(chance: random.Random, keys: list[Any]) -> None:
    person = Person.objects.get(pk=chance.choice(keys))
    if person.name and person not in people_called(person.name, limit=200):
        raise LookupError("somebody is not found by their name")


def _write(chance: random.Random, keys: list[Any]) -> None:
    actor: Actor = SYSTEM
    update_profile(Person.objects.get(pk=chance.choice(keys)), pronouns=f"they {chance.random()}", actor=actor)
    name = f"Xanthe {''.join(chance.choices('bcdfgklmnprst', k=9))}"
    person = add_person(name=name, email=f"{chance.getrandbits(60):x}@example.org", actor=actor)
    if person not in people_called(name):
        raise LookupError("somebody new is not found")


def _times(when: str, acts: list[Any], since: float, until: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in ("search", "write"):
        times = sorted(act[2] * 1000 for act in acts if act[0] == kind and since <= act[1] < until)
        if times:
            found[f"{kind}s_{when}"] = len(times)
            found[f"{kind}_{when}_p50_ms"] = round(times[len(times) // 2], 1)
            found[f"{kind}_{when}_p95_ms"] = round(times[int(len(times) * 0.95)], 1)
    return found


if __name__ == "__main__":
    main()
