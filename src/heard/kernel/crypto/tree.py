"""A key that can forget: one small secret from which four thousand million keys follow, any of which can be destroyed.

The keys are the leaves of a binary tree; each node follows from the one above it (Goldreich, Goldwasser and Micali,
"How to construct random functions", 1986). Forgetting a leaf replaces the nodes on its path by their siblings: every
other leaf still follows from what is left, this one never again, whoever holds a copy of all that was locked with it.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DEPTH = 32
LEAVES = 2**DEPTH
_LEFT, _RIGHT = b"\x00", b"\x01"

Node = tuple[int, int]  # how deep below the root, and the how-many-eth from the left


class Forgotten(LookupError):
    """The key of this slot was destroyed: what it locked is unreadable for good."""


class KeyTree:
    """What is left of the tree: at first its root alone."""

    def __init__(self, nodes: dict[Node, bytes]) -> None:
        self.nodes = nodes

    @classmethod
    def grow(cls) -> KeyTree:
        """A new tree, from a random root."""
        return cls({(0, 0): secrets.token_bytes(32)})

    def leaf(self, slot: int) -> bytes:
        """The 32 bytes of this slot. Raises Forgotten."""
        depth = self._covering(slot)
        key = self.nodes[depth, slot >> (DEPTH - depth)]
        for level in range(depth + 1, DEPTH + 1):
            key = _child(key, slot >> (DEPTH - level) & 1)
        return key

    def forget(self, slots: Iterable[int]) -> None:
        """Destroy these leaves; those destroyed before are passed over."""
        for slot in slots:
            try:
                self._forget(slot)
            except Forgotten:
                continue

    def _forget(self, slot: int) -> None:
        depth = self._covering(slot)
        key = self.nodes.pop((depth, slot >> (DEPTH - depth)))
        for level in range(depth + 1, DEPTH + 1):
            index = slot >> (DEPTH - level)
            self.nodes[level, index ^ 1] = _child(key, index & 1 ^ 1)
            key = _child(key, index & 1)

    def _covering(self, slot: int) -> int:
        if not 0 <= slot < LEAVES:
            raise ValueError(f"there is no slot {slot}")
        for depth in range(DEPTH + 1):
            if (depth, slot >> (DEPTH - depth)) in self.nodes:
                return depth
        raise Forgotten(f"the key of slot {slot} was destroyed")


def _child(key: bytes, side: int) -> bytes:
    return hmac.digest(key, _RIGHT if side else _LEFT, "sha256")
