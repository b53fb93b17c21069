"""A key file of the test's own: what it forgets or rotates is forgotten for no other test."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from heard.adapters.keys.key_file import KeyFile
from heard.domain.vault.locks import keeper


@pytest.fixture
def keys(settings: LazySettings, tmp_path: Path) -> KeyFile:
    entry = settings.HEARD_KEYS["council"] | {"path": str(tmp_path / "council.key")}
    settings.HEARD_KEYS = {"council": entry}
    made = keeper()
    made.make()
    assert isinstance(made, KeyFile)
    return made
