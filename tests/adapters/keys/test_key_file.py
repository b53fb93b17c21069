"""The key file: kept whole, changed by one process at a time, read anew when another has changed it."""

import json
import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from heard.adapters.keys.key_file import KeyFile
from heard.kernel.crypto.sealing import Tampered
from heard.kernel.crypto.tree import Forgotten
from heard.kernel.errors import Refused
from heard.ports.keys import KeyMissing

KEY = secrets.token_bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "council.key"


@pytest.fixture
def keys(path: Path) -> KeyFile:
    keys = KeyFile(path)
    keys.make()
    return keys


def test_what_was_wrapped_opens_in_another_process(path: Path, keys: KeyFile) -> None:
    generation, wrapped = keys.wrap(7, KEY)
    assert generation == 1
    assert KeyFile(path).unwrap(1, 7, wrapped) == KEY


def test_a_wrapped_key_opens_in_its_own_slot_alone(keys: KeyFile) -> None:
    _generation, wrapped = keys.wrap(7, KEY)
    with pytest.raises(Tampered):
        keys.unwrap(1, 8, wrapped)


def test_it_is_readable_by_its_owner_alone(path: Path, keys: KeyFile) -> None:
    keys.forget([1])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_second_make_leaves_the_first_alone(path: Path, keys: KeyFile) -> None:
    before = path.read_text()
    keys.make()
    assert path.read_text() == before


def test_what_another_process_forgot_is_forgotten_here(path: Path, keys: KeyFile) -> None:
    _generation, wrapped = keys.wrap(7, KEY)
    _generation, kept = keys.wrap(8, KEY)
    assert keys.unwrap(1, 7, wrapped) == KEY
    version = keys.version()
    KeyFile(path).forget([7])
    assert keys.version() != version
    with pytest.raises(Forgotten):
        keys.unwrap(1, 7, wrapped)
    assert keys.unwrap(1, 8, kept) == KEY


def test_a_slot_is_forgotten_in_every_generation(keys: KeyFile) -> None:
    _one, first = keys.wrap(7, KEY)
    keys.make_generation()
    _two, second = keys.wrap(7, KEY)
    keys.forget([7])
    for generation, wrapped in ((1, first), (2, second)):
        with pytest.raises(Forgotten):
            keys.unwrap(generation, 7, wrapped)


def test_many_who_forget_at_once_lose_nothing(path: Path, keys: KeyFile) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda slot: KeyFile(path).forget([slot]), range(40)))
    for slot in range(40):
        with pytest.raises(Forgotten):
            keys.wrap(slot, KEY)
    assert not list(path.parent.glob("tmp*"))


def test_a_rotation_opens_old_and_new_until_the_old_is_retired(keys: KeyFile) -> None:
    _one, first = keys.wrap(7, KEY)
    assert keys.make_generation() == 2
    assert keys.generations() == [1, 2]
    generation, second = keys.wrap(7, KEY)
    assert generation == 2
    assert keys.unwrap(1, 7, first) == keys.unwrap(2, 7, second) == KEY
    assert list(keys.search_secrets()) == [1, 2]
    keys.retire(1)
    assert keys.unwrap(2, 7, second) == KEY
    with pytest.raises(KeyMissing, match="has no generation 1"):
        keys.unwrap(1, 7, first)


@pytest.mark.parametrize("generation", [1, 5])
def test_the_generation_in_use_and_unknown_ones_cannot_be_retired(keys: KeyFile, generation: int) -> None:
    with pytest.raises(Refused):
        keys.retire(generation)
    assert keys.generations() == [1]


def test_a_missing_key_is_said_in_a_sentence(path: Path, keys: KeyFile) -> None:
    _generation, wrapped = keys.wrap(7, KEY)
    path.rename(path.with_suffix(".away"))
    with pytest.raises(KeyMissing, match="Put it back"):
        keys.unwrap(1, 7, wrapped)
    path.with_suffix(".away").rename(path)
    assert keys.unwrap(1, 7, wrapped) == KEY


@pytest.mark.parametrize("text", ["", "no key", "[]", json.dumps({"generations": {"1": {}}})])
def test_what_is_no_key_is_said_in_a_sentence(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(KeyMissing, match="no council key"):
        KeyFile(path).generations()
