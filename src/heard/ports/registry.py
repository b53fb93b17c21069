"""Finds the adapter that a setting names, and builds it when it is first asked for. No adapter is imported here."""

from __future__ import annotations

from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.ports.channel import Channel
    from heard.ports.hook import Hooks
    from heard.ports.keys import CouncilKeys

Adapter = TypeVar("Adapter")


class UnknownAdapter(LookupError):
    """Nothing usable is configured under this name; the text says what to put into the setting."""


class Registry(Generic[Adapter]):
    """Adapters by name, from a setting such as `{"email": {"adapter": "package.module.Class", "option": …}}`."""

    def __init__(self, setting: str) -> None:
        self._setting = setting
        self._built: dict[str, tuple[Mapping[str, Any], Adapter]] = {}
        self._lock = Lock()

    @property
    def names(self) -> list[str]:
        """What is configured, in the setting's order."""
        return list(getattr(settings, self._setting, {}))

    def get(self, name: str) -> Adapter:
        """The one adapter of this name; built anew only where its configuration has changed."""
        entry = getattr(settings, self._setting, {}).get(name)
        if entry is None:
            raise UnknownAdapter(f"{self._setting} has no entry {name!r}; it has: {', '.join(self.names) or 'nothing'}")
        with self._lock:
            known = self._built.get(name)
            if known is None or known[0] != entry:
                known = (entry, self._build(name, entry))
                self._built[name] = known
            return known[1]

    def _build(self, name: str, entry: Mapping[str, Any]) -> Adapter:
        options = dict(entry)
        module_name, _, class_name = options.pop("adapter", "").rpartition(".")
        try:
            adapter: Adapter = getattr(import_module(module_name), class_name)(**options)
        except (ImportError, AttributeError, ValueError, TypeError) as error:
            raise UnknownAdapter(f"{self._setting}[{name!r}] cannot be loaded: {error}") from error
        return adapter


channels: Registry[Channel] = Registry("HEARD_CHANNELS")
council_keys: Registry[CouncilKeys] = Registry("HEARD_KEYS")
hooks: Registry[Hooks] = Registry("HEARD_HOOKS")
