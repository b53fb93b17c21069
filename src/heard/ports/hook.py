"""What tells another system that something happened: one POST. No policy lives here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class HookCall:
    """What is sent: the same bytes are signed. `call_id` is the same each time it is tried."""

    call_id: str
    url: str
    body: bytes
    secret: bytes


class HookError(Exception):
    """The other side did not take it: `code` says why in a word, `permanent` whether trying again is pointless."""

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


class Hooks(Protocol):
    """A way to call another system. Only HookError escapes."""

    def send(self, call: HookCall) -> str:
        """Hand it over; the status the other side answered with."""
        ...
