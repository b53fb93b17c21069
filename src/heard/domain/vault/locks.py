"""Locks: a person's key in the council's wrapping. Made here, opened here, and destroyed here for good."""

from __future__ import annotations

import secrets
import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection

from heard.kernel.crypto.sealing import KEY_BYTES, OVERHEAD
from heard.ports.registry import council_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.ports.keys import CouncilKeys

_HEAD = struct.Struct(">HI")  # generation, slot
SLOT_BYTES = (2, 4)  # where in a lock its slot stands: from the third byte on, four of them
LOCK_BYTES = _HEAD.size + KEY_BYTES + OVERHEAD
_UNLOCKED_AT_HAND = 20_000


def keeper() -> CouncilKeys:
    """What keeps the council key."""
    return council_keys.get("council")


def new_locks(count: int) -> list[bytes]:
    """So many new keys, each in a slot of its own; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('vault_slot') FROM generate_series(1, %s)", [count])
        slots = [slot for (slot,) in cursor.fetchall()]
    return [lock_up(slot, secrets.token_bytes(KEY_BYTES)) for slot in slots]


def lock_up(slot: int, key: bytes) -> bytes:
    """The key wrapped in the newest generation, with what is needed to open it."""
    generation, wrapped = keeper().wrap(slot, key)
    return _HEAD.pack(generation, slot) + wrapped


def unlock(lock: bytes) -> bytes:
    """The key in this lock. Raises kernel.crypto.tree.Forgotten where it was destroyed, ports.keys.KeyMissing."""
    return _unlocked(lock, keeper().version())


def slot_of(lock: bytes) -> int:
    """Which slot this lock is in."""
    return int(_HEAD.unpack_from(lock)[1])


def slot_bytes(slot: int) -> bytes:
    """The slot as it stands in a lock: how locks are compared without opening them."""
    return slot.to_bytes(SLOT_BYTES[1])


def generation_of(lock: bytes) -> int:
    """Which generation of the council key wrapped it."""
    return int(_HEAD.unpack_from(lock)[0])


def renewed(lock: bytes) -> bytes:
    """The same key in the newest generation's wrapping: what is written while a key rotates. Raises Forgotten."""
    keys = keeper()
    return lock if generation_of(lock) == keys.generations()[-1] else _renewed(lock, keys.version())


def destroy(locks: Iterable[bytes]) -> None:
    """Forget these locks' slots: what they locked is unreadable from now on, here and in every backup.

    Nothing undoes this. It reaches the disk before it returns, whatever becomes of the caller's transaction.
    """
    destroy_slots(slot_of(lock) for lock in locks if lock)


def destroy_slots(slots: Iterable[int]) -> None:
    """The same for slots that were noted down before. Those destroyed already are passed over."""
    keeper().forget(set(slots))


@lru_cache(maxsize=_UNLOCKED_AT_HAND)
def _unlocked(lock: bytes, _version: str) -> bytes:
    """Opening costs a walk down the key's tree: a page opens each lock once. A new version begins anew."""
    generation, slot = _HEAD.unpack_from(lock)
    return keeper().unwrap(generation, slot, lock[_HEAD.size :])


@lru_cache(maxsize=_UNLOCKED_AT_HAND)
def _renewed(lock: bytes, _version: str) -> bytes:
    return lock_up(slot_of(lock), unlock(lock))
