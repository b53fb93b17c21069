"""Who may speak for whom, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.domain.people.models import MandateKind

if TYPE_CHECKING:
    from datetime import date

# Who needs no date at which it ends: a parent and an organisation's contact are that until somebody says otherwise.
LASTS_UNTIL_ENDED = frozenset({MandateKind.PARENT, MandateKind.CONTACT})


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """What decides. `ended`: somebody took it back, whatever its dates say."""

    since: date
    until: date | None = None
    ended: bool = False


def may_speak_for(mandate: MandateFacts, *, on: date) -> bool:
    """Whether the mandate holds on that day; both its days count."""
    if mandate.ended or on < mandate.since:
        return False
    return mandate.until is None or on <= mandate.until
