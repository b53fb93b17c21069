"""The council key in the environment: HEARD_COUNCIL_KEY, one key a generation, the one in use first.

Heard cannot change it, so it cannot make it forget: forgotten slots stand in a file beside it, and Heard refuses them.
Whoever holds the key itself is not held back by that until it is rotated: docs/reference/vault.md.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64decode
from binascii import Error as NotBase64
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from heard.kernel.crypto.sealing import KEY_BYTES, unseal, wrap
from heard.kernel.crypto.tree import Forgotten
from heard.kernel.errors import Refused
from heard.kernel.whole_files import changing_alone, replace_whole, version_of
from heard.ports.keys import KeyMissing

if TYPE_CHECKING:
    from collections.abc import Iterable

HOW_TO_WRITE_IT = "HEARD_COUNCIL_KEY holds generations as number:key, the one in use first: 2:aaaa…=,1:bbbb…="


class EnvironmentKey:
    """Keys come as a setting; each wraps every slot under a key of the slot's own, derived from it."""

    def __init__(self, keys: str, forgotten_file: str | Path) -> None:
        self._keys = _read(keys)
        self.path = Path(forgotten_file)
        self._reading = Lock()
        self._read_version = ""
        self._forgotten: frozenset[int] = frozenset()

    def version(self) -> str:
        """Of the file of forgotten slots, and of the keys this process was started with."""
        known = sha256(repr(sorted(self._keys.items())).encode()).hexdigest()[:16]
        return f"{known}:{','.join(map(str, self._keys))}:{version_of(self.path)}"

    def generations(self) -> list[int]:
        """As they were given, the one in use last."""
        return list(self._keys)

    def wrap(self, slot: int, key: bytes) -> tuple[int, bytes]:
        """Under the generation in use."""
        generation = self.generations()[-1]
        return generation, wrap(self._slot_key(generation, slot), key, bound_to=_bound(generation, slot))

    def unwrap(self, generation: int, slot: int, wrapped: bytes) -> bytes:
        """Under whichever wrapped it."""
        if generation not in self._keys:
            raise KeyMissing(
                f"HEARD_COUNCIL_KEY has no generation {generation}: add the key it was, behind the others."
            )
        return unseal(self._slot_key(generation, slot), wrapped, bound_to=_bound(generation, slot))

    def forget(self, slots: Iterable[int]) -> None:
        """From now on Heard refuses to open these. The keys themselves could, until they are replaced."""
        with changing_alone(self.path):
            replace_whole(self.path, json.dumps(sorted(self._forgotten_slots().union(slots))))

    def search_secrets(self) -> dict[int, bytes]:
        """Derived from the keys, the one in use last."""
        return {number: hmac.digest(key, b"heard.search", "sha256") for number, key in self._keys.items()}

    def make(self) -> None:
        """The environment is not ours to change."""
        raise Refused(
            "The council key comes from HEARD_COUNCIL_KEY, which is not set rightly. Make one with "
            "openssl rand -base64 32, and set HEARD_COUNCIL_KEY=1:<what it printed>."
        )

    def make_generation(self) -> int:
        """The environment is not ours to change."""
        raise Refused(
            "The council key comes from HEARD_COUNCIL_KEY. Add a new key behind the old (1:old,2:new) and restart all "
            "processes; then put it first (2:new,1:old) and restart them again; then run heard keys rotate."
        )

    def retire(self, generation: int) -> None:
        """The environment is not ours to change."""
        raise Refused(
            f"Nothing is under generation {generation} any more: take it out of HEARD_COUNCIL_KEY, wherever that is "
            "kept, and restart all processes."
        )

    def _slot_key(self, generation: int, slot: int) -> bytes:
        if slot in self._forgotten_slots():
            raise Forgotten(f"slot {slot} was forgotten")
        return hmac.digest(self._keys[generation], f"heard.slot:{slot}".encode(), "sha256")

    def _forgotten_slots(self) -> frozenset[int]:
        """Read anew whenever another process has changed the file."""
        with self._reading:
            version = version_of(self.path)
            if version != self._read_version:
                self._forgotten = frozenset(json.loads(self.path.read_text())) if version else frozenset()
                self._read_version = version
            return self._forgotten


def _read(keys: str) -> dict[int, bytes]:
    """By generation, the one in use last."""
    found: dict[int, bytes] = {}
    for part in reversed([one.strip() for one in keys.split(",") if one.strip()]):
        number, _colon, text = part.partition(":")
        try:
            found[int(number)] = b64decode(text, validate=True)
        except (ValueError, NotBase64) as error:
            raise ValueError(HOW_TO_WRITE_IT) from error
    if not found or any(len(key) != KEY_BYTES for key in found.values()):
        raise ValueError(f"{HOW_TO_WRITE_IT}. Each key is 32 bytes in base64: openssl rand -base64 32")
    if any(not 0 < number < 2**16 for number in found):
        raise ValueError(f"{HOW_TO_WRITE_IT}. Numbers go from 1 to 65535.")
    return found


def _bound(generation: int, slot: int) -> bytes:
    return f"heard.key:{generation}:{slot}".encode()
