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
_HALFWAY = 24  # slots are given out in a row: 256 share a node so deep, and a page of them only the rest of the way
_MOST_HALFWAY = 10_000  # of a million slots, 4,000

Node = tuple[int, int]  # how deep below the root, and the how-many-eth from the left


class Forgotten(LookupError):
    """The key of this slot was destroyed: what it locked is unreadable for good."""


class KeyTree:
    """What is left of the tree: at first its root alone."""

    def __init__(self, nodes: dict[Node, bytes]) -> None:
        self.nodes = nodes
        self._halfway: dict[int, bytes] = {}  # nodes that follow from those above: at hand, never written anywhere

    @classmethod
    def grow(cls) -> KeyTree:
        """A new tree, from a random root."""
        return cls({(0, 0): secrets.token_bytes(32)})

    def leaf(self, slot: int) -> bytes:
        """The 32 bytes of this slot. Raises Forgotten."""
        key = self._halfway.get(slot >> (DEPTH - _HALFWAY))
        if key:
            return _below(key, slot, _HALFWAY, DEPTH)
        depth = self._covering(slot)
        key = self.nodes[depth, slot >> (DEPTH - depth)]
        if depth > _HALFWAY:
            return _below(key, slot, depth, DEPTH)
        key = _below(key, slot, depth, _HALFWAY)
        if len(self._halfway) >= _MOST_HALFWAY:
            self._halfway.clear()
        self._halfway[slot >> (DEPTH - _HALFWAY)] = key
        return _below(key, slot, _HALFWAY, DEPTH)

    def forget(self, slots: Iterable[int]) -> None:
        """Destroy these leaves; those destroyed before are passed over."""
        self._halfway.clear()
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


def _below(key: bytes, slot: int, depth: int, wanted: int) -> bytes:
    """The node above this slot at the wanted depth, from the one at a lesser depth."""
    for level in range(depth + 1, wanted + 1):
        key = _child(key, slot >> (DEPTH - level) & 1)
    return key


def _child(key: bytes, side: int) -> bytes:
    return hmac.digest(key, _RIGHT if side else _LEFT, "sha256")
