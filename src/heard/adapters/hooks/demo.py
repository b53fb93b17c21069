"""Calls that go nowhere: for a demonstration, or a copy of the council that is trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.ports.hook import HookCall


class DemoHooks:
    """Takes everything, and tells nobody."""

    def send(self, call: HookCall) -> str:  # noqa: ARG002 -- as the port says
        """Pretend."""
        return "not sent"
