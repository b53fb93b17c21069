"""The file store, on a real disk."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from heard.kernel import files

NO_FILE = "0" * 64


@pytest.fixture(autouse=True)
def root(settings, tmp_path) -> Path:
    settings.HEARD_DATA = tmp_path
    return tmp_path / "files"


def kept(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_put_is_got(root) -> None:
    key = files.put(b"a photo")
    assert key == hashlib.sha256(b"a photo").hexdigest()
    assert files.get(key) == b"a photo"
    assert files.path_for(key) == root / key[:2] / key[2:4] / key
    with files.open(key) as file:
        assert file.read() == b"a photo"


def test_equal_bytes_are_kept_once(root) -> None:
    assert files.put(b"same") == files.put(b"same")
    files.put(b"other")
    assert len(kept(root)) == 2


def test_the_same_file_from_many_threads_at_once(root) -> None:
    data = os.urandom(200_000)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(files.put, [data] * 32))
    assert len(keys) == 1
    assert files.get(keys.pop()) == data
    assert len(kept(root)) == 1


def test_delete_forgets_and_may_be_repeated() -> None:
    key = files.put(b"gone soon")
    files.delete(key)
    files.delete(key)
    assert not files.exists(key)
    with pytest.raises(FileNotFoundError):
        files.get(key)


def test_a_file_that_never_was() -> None:
    assert not files.exists(NO_FILE)
    with pytest.raises(FileNotFoundError):
        files.open(NO_FILE)


@pytest.mark.parametrize(
    "name", ["", "../../secret-key", "/etc/passwd", "ab", "A" * 64, f"{NO_FILE}/../x", f"{NO_FILE}\n"]
)
@pytest.mark.parametrize("use", [files.path_for, files.get, files.open, files.delete, files.exists])
def test_no_name_that_a_person_typed_becomes_a_path(use, name) -> None:
    with pytest.raises(ValueError, match="digest"):
        use(name)


def test_others_on_the_machine_cannot_read_it(root) -> None:
    path = files.path_for(files.put(b"private"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(root.stat().st_mode) & 0o007 == 0


def test_a_full_disk_is_refused_with_a_sentence_and_leaves_nothing(root, monkeypatch) -> None:
    monkeypatch.setattr(files, "RESERVE_BYTES", shutil.disk_usage(root.parent).total)
    with pytest.raises(files.StoreFull) as full:
        files.put(b"too much")
    assert "no room" in full.value.sentence
    assert kept(root) == []


def test_a_disk_that_fills_up_while_writing_leaves_nothing(root, monkeypatch) -> None:
    fsync = os.fsync

    def no_space(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    files.put(b"first")
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(files.StoreFull):
        files.put(b"second")
    assert len(kept(root)) == 1


def test_a_name_appears_only_when_its_bytes_are_on_the_disk(monkeypatch) -> None:
    """The order that survives a power cut: flush the file, name it, flush its folder."""
    steps = []
    fsync, rename = os.fsync, Path.rename

    def watched_fsync(descriptor: int) -> None:
        steps.append("flush folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "flush file")
        fsync(descriptor)

    def watched_rename(path: Path, target: Path) -> Path:
        steps.append("name")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "rename", watched_rename)
    files.put(b"lasting")
    assert steps[-3:] == ["flush file", "name", "flush folder"]
    assert steps[:-3] == ["flush folder"] * 4  # incoming, files, and the two folders of the key
