"""The council key in a file of its own, beside the database and never in it: it can forget single slots for good."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import tempfile
from base64 import b64decode, b64encode
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from heard.kernel.crypto.sealing import seal, unseal
from heard.kernel.crypto.tree import KeyTree
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
        return cls(KeyTree.grow(), secrets.token_bytes(32))

    @classmethod
    def read(cls, data: dict[str, Any]) -> Generation:
        nodes = {_node(name): b64decode(key) for name, key in data["nodes"].items()}
        return cls(KeyTree(nodes), b64decode(data["search"]))

    def data(self) -> dict[str, Any]:
        nodes = {f"{depth}:{index}": _text(key) for (depth, index), key in self.tree.nodes.items()}
        return {"nodes": nodes, "search": _text(self.search)}


class KeyFile:
    """Reads the file again whenever another process has changed it; changes it under a lock, whole or not at all."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._reading = Lock()
        self._version = ""
        self._generations: dict[int, Generation] = {}

    def version(self) -> str:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return ""
        return f"{found.st_ino}:{found.st_mtime_ns}"

    def generations(self) -> list[int]:
        return sorted(self._current())

    def wrap(self, slot: int, key: bytes) -> tuple[int, bytes]:
        generations = self._current()
        newest = max(generations)
        return newest, seal(generations[newest].tree.leaf(slot), key, bound_to=_bound(newest, slot))

    def unwrap(self, generation: int, slot: int, wrapped: bytes) -> bytes:
        known = self._current().get(generation)
        if known is None:
            raise KeyMissing(f"The key file {self._path} has no generation {generation}: put back the file it was in.")
        return unseal(known.tree.leaf(slot), wrapped, bound_to=_bound(generation, slot))

    def forget(self, slots: Iterable[int]) -> None:
        wanted = list(slots)
        with self._changing() as generations:
            for generation in generations.values():
                generation.tree.forget(wanted)

    def search_secrets(self) -> list[bytes]:
        return [generation.search for _number, generation in sorted(self._current().items())]

    def make_generation(self) -> int:
        with self._changing() as generations:
            newest = max(generations) + 1
            generations[newest] = Generation.fresh()
        return newest

    def retire(self, generation: int) -> None:
        with self._changing() as generations:
            if generation == max(generations):
                raise ValueError("the newest generation is in use")
            generations.pop(generation, None)

    def make(self) -> None:
        """A first file, where there is none."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._locked():
            if not self._path.exists():
                self._write({1: Generation.fresh()})

    def _current(self) -> dict[int, Generation]:
        version = self.version()
        if not version:
            raise KeyMissing(
                f"The council key is not at {self._path}. Put it back; only for a new council, make one: heard keys make."
            )
        with self._reading:
            if version != self._version:
                self._generations, self._version = self._read(), version
            return self._generations

    def _read(self) -> dict[int, Generation]:
        data = json.loads(self._path.read_text())
        return {int(number): Generation.read(one) for number, one in data["generations"].items()}

    @contextmanager
    def _changing(self) -> Iterator[dict[int, Generation]]:
        with self._locked():
            generations = self._read()
            yield generations
            self._write(generations)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with Path(f"{self._path}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, generations: dict[int, Generation]) -> None:
        """Beside, flushed, renamed: a crash leaves the old file or the new one."""
        text = json.dumps({"format": _FORMAT, "generations": {n: one.data() for n, one in generations.items()}})
        handle, draft = tempfile.mkstemp(dir=self._path.parent)  # readable by its owner alone
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _bound(generation: int, slot: int) -> bytes:
    return f"heard.key:{generation}:{slot}".encode()


def _node(name: str) -> tuple[int, int]:
    depth, _colon, index = name.partition(":")
    return int(depth), int(index)


def _text(key: bytes) -> str:
    return b64encode(key).decode()
