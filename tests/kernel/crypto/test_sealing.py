"""Sealing: what is opened is what was sealed, for the same purpose, or nothing at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.kernel.crypto.sealing import KEY_BYTES, OVERHEAD, Tampered, seal, unseal, wrap

KEY, OTHER = b"k" * KEY_BYTES, b"o" * KEY_BYTES


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_opened_is_what_was_sealed(plain: bytes, purpose: bytes) -> None:
    sealed = seal(KEY, plain, bound_to=purpose)
    assert len(sealed) == len(plain) + OVERHEAD
    assert unseal(KEY, sealed, bound_to=purpose) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_changed_bit_is_noticed_wherever_it_is(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, plain, bound_to=b"name"))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(Tampered):
        unseal(KEY, bytes(sealed), bound_to=b"name")


@pytest.mark.parametrize("cut", [0, 5, 12, 27])
def test_what_is_cut_short_is_noticed(cut: int) -> None:
    with pytest.raises(Tampered):
        unseal(KEY, seal(KEY, b"", bound_to=b"name")[:cut], bound_to=b"name")


def test_it_opens_for_no_other_purpose_and_with_no_other_key() -> None:
    sealed = seal(KEY, b"Ann", bound_to=b"people.person.name")
    with pytest.raises(Tampered):
        unseal(KEY, sealed, bound_to=b"people.identity.value")
    with pytest.raises(Tampered):
        unseal(OTHER, sealed, bound_to=b"people.person.name")


def test_the_same_text_is_never_sealed_alike_twice() -> None:
    assert len({seal(KEY, b"Ann", bound_to=b"") for _ in range(100)}) == 100


def test_a_key_is_always_wrapped_alike_and_another_with_another_nonce() -> None:
    first, again, other = (
        wrap(KEY, OTHER, bound_to=b"1"),
        wrap(KEY, OTHER, bound_to=b"1"),
        wrap(KEY, KEY, bound_to=b"1"),
    )
    assert first == again
    assert first[:12] != other[:12]
    assert unseal(KEY, first, bound_to=b"1") == OTHER
