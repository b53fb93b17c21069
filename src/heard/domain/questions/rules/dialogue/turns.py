"""What goes back and forth in a dialogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from heard.domain.questions.rules.definition import Stop


class FoundAddress(NamedTuple):
    """An address that somebody's words may mean."""

    text: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said now. `state` is handed to the next `reply`. `done`: nothing more is asked."""

    say: list[str]
    state: dict[str, Any]
    done: bool = False
    stopped: Stop | None = None  # it goes no further, and this is why
    left: bool = False  # they said that they want to stop
    answers: dict[str, Any] = field(default_factory=dict)


class Understood(NamedTuple):
    """What somebody's words mean: `given` as a form would have sent it. `again`: what to say where they mean nothing.

    `offered` are addresses to choose among.
    """

    given: Any = None
    again: str = ""
    offered: list[FoundAddress] | None = None
