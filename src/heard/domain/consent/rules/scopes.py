"""What a yes or no is about, and which of them counts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.consent.models import ConsentEntry


class Said(Protocol):
    """Whatever has the columns of a scope."""

    purpose: str
    department_id: UUID | None
    topic: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Purpose × department × topic × channel; what is empty means all of them."""

    purpose: str
    department_id: UUID | None = None
    topic: str = ""
    channel: str = ""

    def covers(self, narrower: Scope) -> bool:
        """Whether what is said of this one is said of the other too."""
        return (
            self.purpose == narrower.purpose
            and self.department_id in {None, narrower.department_id}
            and self.topic in {"", narrower.topic}
            and self.channel in {"", narrower.channel}
        )

    def meets(self, other: Scope) -> Scope | None:
        """What both are about; None where they have nothing in common."""
        pairs = [
            (self.department_id, other.department_id), (self.topic, other.topic), (self.channel, other.channel),
        ]  # fmt: skip
        if self.purpose != other.purpose or any(one and two and one != two for one, two in pairs):
            return None
        return Scope(
            purpose=self.purpose,
            department_id=self.department_id or other.department_id,
            topic=self.topic or other.topic,
            channel=self.channel or other.channel,
        )

    @property
    def width(self) -> int:
        """How many of its parts mean all of them."""
        return (self.department_id is None) + (not self.topic) + (not self.channel)


def scope_of(said: Said) -> Scope:
    """The scope of a row."""
    return Scope(purpose=said.purpose, department_id=said.department_id, topic=said.topic, channel=said.channel)


def deciding(newest_first: Iterable[ConsentEntry], wanted: Scope) -> ConsentEntry | None:
    """The newest entry about what is to be sent: it wins, be it wider or narrower. None where nothing was said."""
    return next((entry for entry in newest_first if scope_of(entry).covers(wanted)), None)
