"""What keeps the council key: a file, the environment, a key service. Nothing in the database opens without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class KeyMissing(RuntimeError):
    """The council key is not where the settings say, or not the one this was locked with; the text says what to do."""


class CouncilKeys(Protocol):
    """Wraps the keys of persons, each in a slot of its own, and can forget a slot for ever.

    A key has generations: new wrapping is done with the newest, and the older ones open what they once locked until
    everything is wrapped anew and they are retired.
    """

    def make(self) -> None:
        """The first generation of a new council. Raises Refused where the keeper is not ours to change."""
        ...

    def version(self) -> str:
        """Changes whenever a slot was forgotten or a generation made or retired, by whichever process."""
        ...

    def generations(self) -> list[int]:
        """Those that open something, the newest last."""
        ...

    def wrap(self, slot: int, key: bytes) -> tuple[int, bytes]:
        """The generation used, and the wrapped key. Raises kernel.crypto.tree.Forgotten for a forgotten slot."""
        ...

    def unwrap(self, generation: int, slot: int, wrapped: bytes) -> bytes:
        """The key again. Raises Forgotten, KeyMissing or kernel.crypto.sealing.Tampered."""
        ...

    def forget(self, slots: Iterable[int]) -> None:
        """Destroy what wraps these slots, in every generation. On the disk, or wherever it is kept, when it returns."""
        ...

    def search_secrets(self) -> dict[int, bytes]:
        """The secrets of the search tokens by generation, the newest last."""
        ...

    def make_generation(self) -> int:
        """Begin a new generation. Raises Refused where the keeper is not ours to change."""
        ...

    def retire(self, generation: int) -> None:
        """Destroy an old generation, with everything that only it opens: the backups of its time. Raises Refused."""
        ...
