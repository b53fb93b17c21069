"""Who stands for whom: the roots of the forest that standing merges make."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Node = TypeVar("Node")


def roots(nodes: Iterable[Node], merged_into: Mapping[Node, Node]) -> dict[Node, Node]:
    """The root of each node; a node that was merged into none is its own."""
    return {node: _root(node, merged_into) for node in nodes}


def _root(node: Node, merged_into: Mapping[Node, Node]) -> Node:
    while node in merged_into:
        node = merged_into[node]
    return node
