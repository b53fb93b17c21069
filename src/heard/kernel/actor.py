"""Who does something: a member of staff, a resident, the system itself, or an automation of the council's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class ActorKind(StrEnum):
    """The kinds of actor, as the journal writes them."""

    RESIDENT = "resident"
    STAFF = "staff"
    SYSTEM = "system"
    AUTOMATION = "automation"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by id alone: the journal keeps this, and never a name."""

    kind: ActorKind
    id: UUID | None = None

    @property
    def is_staff(self) -> bool:
        """Whether a member of staff acts."""
        return self.kind == ActorKind.STAFF


SYSTEM = Actor(ActorKind.SYSTEM)


def automation(run_id: UUID) -> Actor:
    """One run of an automation: what it causes leads back to it."""
    return Actor(ActorKind.AUTOMATION, run_id)


def resident(person_id: UUID | None) -> Actor:
    """A resident, known or not."""
    return Actor(ActorKind.RESIDENT, person_id)


def staff(staff_id: UUID) -> Actor:
    """A member of staff."""
    return Actor(ActorKind.STAFF, staff_id)
