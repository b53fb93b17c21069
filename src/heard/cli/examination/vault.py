"""The council key: whether it is there, for its owner alone, and the one that opens what is in the database."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError

from heard.cli.examination import Finding
from heard.cli.ground import data_folder, uses_own_engine
from heard.domain.vault.locks import LOCK_BYTES, keeper, unlock
from heard.domain.vault.queries import a_lock_of_each
from heard.flows.rotate_keys import left_under
from heard.kernel.crypto.sealing import Tampered
from heard.kernel.crypto.tree import Forgotten
from heard.ports.keys import KeyMissing
from heard.ports.registry import UnknownAdapter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.ports.keys import CouncilKeys


def look() -> Iterator[Finding]:
    """Called once the tables are known to be there."""
    try:
        keys = keeper()
        generations = keys.generations()
    except (KeyMissing, UnknownAdapter) as error:
        yield Finding(well=False, what=str(error), what_to_do="Without it nobody's name or message can be read.")
        return
    if path := getattr(keys, "path", None):
        yield from _file(Path(path))
    try:
        yield _opens(keys)
        yield from _rotation(generations)
    except DatabaseError:
        return  # the migrations' finding says it already


def _file(path: Path) -> Iterator[Finding]:
    if not path.exists():
        return  # of forgotten slots: nobody was erased yet
    private = not stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    yield Finding(
        well=private,
        what=f"The council key {'is' if private else 'is not'} readable by its owner alone.",
        what_to_do="" if private else f"chmod 600 {path}",
    )
    if uses_own_engine() and path.is_relative_to(data_folder()) and not settings.HEARD_DEMO:
        yield Finding(
            well=True,
            what=f"The council key lies in the data folder ({path}): a copy of the whole folder opens itself.",
            what_to_do="Back the two up apart, or move the key and set HEARD_KEY_FILE.",
        )


def _opens(keys: CouncilKeys) -> Finding:
    """One lock of each table: a key of another council opens none."""
    locks = [lock for lock in a_lock_of_each() if len(lock) == LOCK_BYTES]
    for lock in locks:
        try:
            unlock(lock)
        except Forgotten:
            continue
        except (KeyMissing, Tampered):
            return Finding(
                well=False,
                what="The council key does not open what is in the database: it is another one's, or an older copy.",
                what_to_do="Put back the key that belongs to this database, its newest copy.",
            )
    generation = keys.generations()[-1]
    return Finding(well=True, what=f"The council key, generation {generation}, opens what is in the database.")


def _rotation(generations: list[int]) -> Iterator[Finding]:
    for older in generations[:-1]:
        rows = sum(left_under(older).values())
        yield Finding(
            well=True,
            what=f"Generation {older} of the council key still opens {rows} rows.",
            what_to_do="To bring them over: heard keys rotate"
            if rows
            else f"Once no backup of its time is needed: heard keys retire {older}",
        )
