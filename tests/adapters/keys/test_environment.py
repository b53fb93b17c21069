"""The key in the environment: Heard refuses what was forgotten, and says what to do where it cannot change the key."""

import secrets
import stat
from base64 import b64encode
from pathlib import Path

import pytest

from heard.adapters.keys.environment import EnvironmentKey
from heard.kernel.crypto.sealing import Tampered
from heard.kernel.crypto.tree import Forgotten
from heard.kernel.errors import Refused
from heard.ports.keys import KeyMissing

OLD, NEW = (b64encode(letter * 32).decode() for letter in (b"o", b"n"))
KEY = secrets.token_bytes(32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "forgotten.json"


def test_what_was_wrapped_opens_in_another_process(file: Path) -> None:
    generation, wrapped = EnvironmentKey(f"1:{OLD}", file).wrap(7, KEY)
    assert EnvironmentKey(f"1:{OLD}", file).unwrap(generation, 7, wrapped) == KEY
    with pytest.raises(Tampered):
        EnvironmentKey(f"1:{NEW}", file).unwrap(generation, 7, wrapped)
    with pytest.raises(Tampered):
        EnvironmentKey(f"1:{OLD}", file).unwrap(generation, 8, wrapped)


def test_the_first_is_in_use_and_the_others_open(file: Path) -> None:
    _one, old = EnvironmentKey(f"1:{OLD}", file).wrap(7, KEY)
    told = EnvironmentKey(f"1:{OLD}, 2:{NEW}", file)
    assert (told.generations(), told.wrap(7, KEY)) == ([2, 1], (1, old))
    turned = EnvironmentKey(f"2:{NEW},1:{OLD}", file)
    generation, new = turned.wrap(7, KEY)
    assert (turned.generations(), generation, list(turned.search_secrets())) == ([1, 2], 2, [1, 2])
    assert told.unwrap(2, 7, new) == turned.unwrap(1, 7, old) == KEY
    with pytest.raises(KeyMissing, match="no generation 1"):
        EnvironmentKey(f"2:{NEW}", file).unwrap(1, 7, old)


def test_what_another_process_forgot_is_refused_here(file: Path) -> None:
    keys = EnvironmentKey(f"1:{OLD}", file)
    _one, wrapped = keys.wrap(7, KEY)
    version = keys.version()
    EnvironmentKey(f"1:{OLD}", file).forget([7, 9])
    EnvironmentKey(f"1:{OLD}", file).forget([3])
    assert keys.version() != version
    for slot in (3, 7, 9):
        with pytest.raises(Forgotten):
            keys.unwrap(1, slot, wrapped)
    assert keys.wrap(8, KEY)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_it_cannot_change_it_refuses_and_says_what_to_do(file: Path) -> None:
    keys = EnvironmentKey(f"1:{OLD}", file)
    with pytest.raises(Refused, match="openssl rand"):
        keys.make()
    with pytest.raises(Refused, match="restart"):
        keys.make_generation()
    with pytest.raises(Refused, match="take it out"):
        keys.retire(1)


@pytest.mark.parametrize("keys", ["", "secret", "1:no base64!", "1:YWJj", f"0:{OLD}", f"70000:{OLD}", OLD])
def test_a_key_written_wrongly_is_said_in_a_sentence(file: Path, keys: str) -> None:
    with pytest.raises(ValueError, match="HEARD_COUNCIL_KEY holds generations"):
        EnvironmentKey(keys, file)
