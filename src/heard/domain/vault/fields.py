"""Columns whose values are sealed before they reach the database, and the keys they are sealed with.

A model with sealed columns has a method `lock()`: the key of the row's person, or a key of its own. A sealed value
carries its own lock (the person's key, wrapped by the council key), so that a row is read without a look at any other.
Nothing here can be filtered or sorted by: what must be found again has a digest or a token.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from heard.domain.vault.locks import new_locks, renewed
from heard.domain.vault.values import ERASED_VALUE, Sealed, open_value, seal_value
from heard.kernel.crypto.tree import Forgotten

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper


class Unreadable(str):
    """The text of a person who was erased: empty, and known as such."""

    __slots__ = ()


class LockColumn(models.BinaryField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The wrapped key that the row's `lock()` is. Made when the row is first saved, unless it was given one."""

    def __init__(self, **options: Any) -> None:
        options |= {"default": b"", "editable": False}
        super().__init__(**options)

    def pre_save(self, model_instance: Any, add: bool) -> bytes:  # noqa: ARG002, FBT001 -- Django's signature
        """The lock, made where there is none, in the newest generation's wrapping."""
        model_instance.lock()
        lock = bytes(getattr(model_instance, self.attname))
        try:
            lock = renewed(lock)
        except Forgotten:
            return lock  # of an erased person: nothing is sealed with it any more
        setattr(model_instance, self.attname, lock)
        return lock


class SealedText(models.Field):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text under the row's lock. Empty text is stored as such: that there is none is no secret."""

    empty: ClassVar[Any] = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", type(self.empty))
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002 -- Django's signature
        """The column's type."""
        return "bytea"

    def from_db_value(self, value: bytes | None, *_: Any) -> Any:
        """The plain value; an `Unreadable` one where the person was erased."""
        if value is None:
            return None
        plain = open_value(bytes(value), bound_to=self._bound)
        return self.unreadable() if plain is None else self.loads(plain)

    def pre_save(self, model_instance: Any, add: bool) -> Sealed:  # noqa: ARG002, FBT001 -- Django's signature
        """The value sealed with the row's lock."""
        return self.sealed(getattr(model_instance, self.attname), lock=model_instance.lock)

    def sealed(self, value: Any, *, lock: Callable[[], bytes]) -> Sealed:
        """The value as it is stored."""
        if isinstance(value, Sealed):
            return value
        if isinstance(value, Unreadable):
            return ERASED_VALUE
        plain = self.dumps(value)
        return seal_value(plain, lock=lock(), bound_to=self._bound) if plain else Sealed(b"")

    def get_prep_value(self, value: Any) -> bytes | None:
        """Only what is sealed reaches the database, and only emptiness can be asked for."""
        if value is None or isinstance(value, Sealed):
            return value
        if value == self.empty:
            return b""
        raise TypeError(f"{self} is sealed: save the row, or seal the value first; it cannot be searched by.")

    def get_lookup(self, lookup_name: str) -> Any:
        """Whether it is empty may be asked; a search within it would read ciphertext, and silently find nothing."""
        if lookup_name not in {"exact", "isnull"}:
            raise TypeError(f"{self} is sealed: it cannot be searched by. Give what must be found a digest or tokens.")
        return super().get_lookup(lookup_name)

    def loads(self, plain: bytes) -> Any:
        """The value that `dumps` wrote."""
        return plain.decode()

    def dumps(self, value: Any) -> bytes:
        """The value as bytes; none where it is empty."""
        return str(value).encode() if value else b""

    def unreadable(self) -> Any:
        """What stands for a value whose key was destroyed."""
        return Unreadable()

    @property
    def _bound(self) -> bytes:
        return f"{self.model._meta.label_lower}.{self.name}".encode()  # noqa: SLF001 -- Django's documented way


class SealedData(SealedText):
    """JSON under the row's lock: an object, or with `default=list` a list."""

    empty: ClassVar[Any] = {}

    def loads(self, plain: bytes) -> Any:
        """An empty object or list is stored as nothing."""
        return json.loads(plain) if plain else self.get_default()

    def dumps(self, value: Any) -> bytes:
        """Compact JSON."""
        return json.dumps(value, separators=(",", ":")).encode() if value else b""

    def get_prep_value(self, value: Any) -> bytes | None:
        """An empty list is as empty as an empty object, and so is the database's default for a column added later."""
        return b"" if value in ([], "") else super().get_prep_value(value)

    def unreadable(self) -> Any:
        """Nothing of it is left."""
        return self.get_default()


class SealedBytes(SealedText):
    """Bytes under the row's lock."""

    empty: ClassVar[Any] = b""

    def loads(self, plain: bytes) -> bytes:
        """As they were."""
        return plain

    def dumps(self, value: Any) -> bytes:
        """As they are."""
        return bytes(value)

    def unreadable(self) -> bytes:
        """Nothing."""
        return b""


def own_lock(row: Any, column: str = "key") -> bytes:
    """The lock in this column of the row; made now where there is none yet."""
    lock = bytes(getattr(row, column))
    if not lock:
        (lock,) = new_locks(1)
        setattr(row, column, lock)
    return lock
