"""Writing the vault: the council key of a new council."""

from __future__ import annotations

from django.db import connection

from heard.domain.vault.locks import keeper
from heard.ports.keys import KeyMissing


def make_first_key() -> bool:
    """Make the council key where nothing was ever sealed; whether it was. A lost key is never silently replaced."""
    keys = keeper()
    if keys.version() or _anything_sealed():
        return False
    keys.make()
    return True


def check_key() -> None:
    """Raise KeyMissing where the council key cannot be read."""
    if not keeper().generations():
        raise KeyMissing("The council key has no generation.")


def _anything_sealed() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_called FROM vault_slot")
        (called,) = cursor.fetchone()
    return bool(called)
