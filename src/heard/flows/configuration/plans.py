"""A plan: the changes that files would make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.domain.configuration.rules.differences import Change
    from heard.domain.configuration.rules.shapes import Setup


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes, in the order in which they are made, what they start from, and what they lead to."""

    before: Setup
    after: Setup
    changes: list[Change]
    add_only: bool = False
