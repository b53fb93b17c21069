"""The council key in a file of its own, beside the database and never in it: it can forget single slots for good."""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from heard.kernel.crypto.sealing import unseal, wrap
from heard.kernel.crypto.tree import KeyTree
from heard.kernel.errors import Refused
from heard.kernel.whole_files import changing_alone, replace_whole, version_of
from heard.ports.keys import KeyMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORMAT = 1


class Generation:
    """One generation: the tree that wraps, and the secret of the search tokens."""

    def __init__(self, tree: KeyTree, search: bytes) -> None:
        self.tree, self.search = tree, search

    @classmethod
    def fresh(cls) -> Generation:
        """From chance."""
        return cls(KeyTree.grow(), secrets.token_bytes(32))

    @classmethod
    def read(cls, data: dict[str, Any]) -> Generation:
        """As `data` wrote it."""
        nodes = {_node(name): b64decode(key) for name, key in data["nodes"].items()}
        return cls(KeyTree(nodes), b64decode(data["search"]))

    def data(self) -> dict[str, Any]:
        """For JSON."""
        nodes = {f"{depth}:{index}": _text(key) for (depth, index), key in self.tree.nodes.items()}
        return {"nodes": nodes, "search": _text(self.search)}


class KeyFile:
    """Reads the file again whenever another process has changed it; changes it under a lock, whole or not at all."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._reading = Lock()
        self._version = ""
        self._generations: dict[int, Generation] = {}

    def version(self) -> str:
        """Empty where there is no file."""
        return version_of(self.path)

    def generations(self) -> list[int]:
        """Those in the file."""
        return sorted(self._current())

    def wrap(self, slot: int, key: bytes) -> tuple[int, bytes]:
        """In the newest generation."""
        generations = self._current()
        newest = max(generations)
        return newest, wrap(generations[newest].tree.leaf(slot), key, bound_to=_bound(newest, slot))

    def unwrap(self, generation: int, slot: int, wrapped: bytes) -> bytes:
        """In whichever generation it was wrapped."""
        known = self._current().get(generation)
        if known is None:
            raise KeyMissing(f"The key file {self.path} has no generation {generation}: put back the file it was in.")
        return unseal(known.tree.leaf(slot), wrapped, bound_to=_bound(generation, slot))

    def forget(self, slots: Iterable[int]) -> None:
        """Out of the tree of every generation: what remains in the file cannot open them."""
        wanted = list(slots)
        with self._changing() as generations:
            for generation in generations.values():
                generation.tree.forget(wanted)

    def search_secrets(self) -> dict[int, bytes]:
        """One a generation, the newest last."""
        return {number: generation.search for number, generation in sorted(self._current().items())}

    def make_generation(self) -> int:
        """The next number, from chance."""
        with self._changing() as generations:
            newest = max(generations) + 1
            generations[newest] = Generation.fresh()
        return newest

    def retire(self, generation: int) -> None:
        """Out of the file."""
        with self._changing() as generations:
            if generation not in generations:
                raise Refused(f"The key file has no generation {generation}.")
            if generation == max(generations):
                raise Refused(f"Generation {generation} is the one in use. Make a new one first: heard keys rotate.")
            del generations[generation]

    def make(self) -> None:
        """A first file, where there is none."""
        with changing_alone(self.path):
            if not self.path.exists():
                self._write({1: Generation.fresh()})

    def _current(self) -> dict[int, Generation]:
        with self._reading:
            version = self.version()
            if not version:
                raise KeyMissing(
                    f"The council key is not at {self.path}. "
                    "Put it back; only for a new council, make one: heard keys make."
                )
            if version != self._version:
                self._generations, self._version = self._read(), version
            return self._generations

    def _read(self) -> dict[int, Generation]:
        try:
            data = json.loads(self.path.read_text())
            return {int(number): Generation.read(one) for number, one in data["generations"].items()}
        except OSError as error:
            raise KeyMissing(
                f"The council key at {self.path} cannot be read ({error.strerror}): give it to the user Heard runs as."
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyMissing(f"What is at {self.path} is no council key: put back the newest copy of it.") from error

    @contextmanager
    def _changing(self) -> Iterator[dict[int, Generation]]:
        with changing_alone(self.path):
            generations = self._read()
            yield generations
            self._write(generations)

    def _write(self, generations: dict[int, Generation]) -> None:
        data = {"format": _FORMAT, "generations": {number: one.data() for number, one in generations.items()}}
        replace_whole(self.path, json.dumps(data))


def _bound(generation: int, slot: int) -> bytes:
    return f"heard.key:{generation}:{slot}".encode()


def _node(name: str) -> tuple[int, int]:
    depth, _colon, index = name.partition(":")
    return int(depth), int(index)


def _text(key: bytes) -> str:
    return b64encode(key).decode()
