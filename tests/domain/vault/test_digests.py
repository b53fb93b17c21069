"""Digests and tokens: equal for equal texts, telling nothing without the secret, asked under every secret in use."""

import pytest

from heard.adapters.keys.key_file import KeyFile
from heard.domain.vault.digests import (
    digest,
    digest_tag,
    digests,
    nobodys_digest,
    token_range,
    tokens,
    tokens_asked,
)


def test_equal_texts_have_equal_digests_for_one_purpose(keys: KeyFile) -> None:
    assert digest("email", "ann@example.org") == digest("email", "ann@example.org")
    assert len({digest("email", "a"), digest("phone", "a"), digest("email", "b"), digest("emaila", "")}) == 4
    assert len(digest("email", "a")) == 32


def test_another_councils_key_gives_other_digests(keys: KeyFile) -> None:
    here = (digest("email", "a"), tokens(["a"]))
    keys.path.unlink()
    keys.make()
    assert (digest("email", "a"), tokens(["a"])) != here


@pytest.mark.parametrize("rotations", [0, 1, 200])
def test_each_says_its_generation_and_fits_its_column(keys: KeyFile, rotations: int) -> None:
    for _ in range(rotations):
        keys.retire(keys.make_generation() - 1)
    (newest,) = keys.generations()
    first, last = token_range(newest)
    assert all(first <= token <= last for token in tokens(f"text {n}" for n in range(50)))
    assert -(2**63) <= first < last < 2**63
    assert digest("email", "a").startswith(digest_tag(newest))
    assert nobodys_digest().startswith(digest_tag(newest))
    assert len(nobodys_digest()) == 32


def test_what_was_stored_before_a_rotation_is_asked_for_during_it(keys: KeyFile) -> None:
    before = digest("email", "a"), tokens(["n:ann"])[0]
    keys.make_generation()
    assert before[0] != digest("email", "a")
    assert {before[0], digest("email", "a")} == set(digests("email", "a"))
    assert before[1] in tokens_asked(["n:ann"])
    assert tokens(["n:ann"])[0] in tokens_asked(["n:ann"])
    keys.retire(1)
    assert before[0] not in digests("email", "a")
