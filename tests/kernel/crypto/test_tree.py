"""The key tree: whatever is forgotten is out of reach, everything else stays as it was."""

import hmac
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.kernel.crypto.tree import DEPTH, LEAVES, Forgotten, KeyTree

slots = st.one_of(st.integers(0, LEAVES - 1), st.integers(0, 40), st.integers(LEAVES - 40, LEAVES - 1))


@given(st.sets(slots, max_size=25), st.sets(slots, max_size=25))
def test_the_forgotten_are_unreachable_and_all_others_unchanged(forgotten: set[int], others: set[int]) -> None:
    tree = KeyTree.grow()
    before = {slot: tree.leaf(slot) for slot in others | forgotten}
    tree.forget(forgotten)
    for slot in forgotten:
        with pytest.raises(Forgotten):
            tree.leaf(slot)
    assert {slot: tree.leaf(slot) for slot in others - forgotten} == {slot: before[slot] for slot in others - forgotten}


@given(st.sets(slots, min_size=1, max_size=25))
def test_no_node_above_a_forgotten_slot_is_left(forgotten: set[int]) -> None:
    """The test that cannot be fooled by `leaf` refusing: what the file still holds does not lead there."""
    tree = KeyTree.grow()
    lost = {tree.leaf(slot) for slot in forgotten}
    tree.forget(forgotten)
    above = {(depth, slot >> (DEPTH - depth)) for slot in forgotten for depth in range(DEPTH + 1)}
    assert not above & set(tree.nodes)
    assert not lost & set(tree.nodes.values())


@given(st.lists(slots, max_size=15))
def test_the_order_and_repetition_of_forgetting_do_not_matter(forgotten: list[int]) -> None:
    root = KeyTree.grow()
    at_once, one_by_one = KeyTree(dict(root.nodes)), KeyTree(dict(root.nodes))
    at_once.forget(forgotten)
    for slot in reversed(forgotten + forgotten):
        one_by_one.forget([slot])
    assert at_once.nodes == one_by_one.nodes


@pytest.mark.parametrize("count", [1, 16, 1000])
def test_it_grows_by_less_than_its_depth_for_each_forgotten_slot(count: int) -> None:
    """Slots are given out in a row: what is forgotten among a million lies close together, and costs less."""
    tree = KeyTree.grow()
    tree.forget(range(0, 1_000_000, 1_000_000 // count))
    among_a_million = DEPTH + count * (20 - log2(count) + 2)
    assert len(tree.nodes) <= min(count * DEPTH, among_a_million)


def test_keys_differ_and_follow_from_the_root_as_it_says() -> None:
    tree = KeyTree({(0, 0): b"r" * 32})
    key = b"r" * 32
    for level in range(DEPTH):
        key = hmac.digest(key, bytes([5 >> (DEPTH - 1 - level) & 1]), "sha256")
    assert tree.leaf(5) == key
    assert len({tree.leaf(slot) for slot in range(500)}) == 500


@pytest.mark.parametrize("slot", [-1, LEAVES])
def test_there_is_no_slot_beside_the_tree(slot: int) -> None:
    with pytest.raises(ValueError, match="no slot"):
        KeyTree.grow().leaf(slot)
