"""What an automation's calls are signed with: made from the council's secret, so that it stands in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.kernel.tokens import keyed_hash

if TYPE_CHECKING:
    from uuid import UUID

LENGTH = 52  # all of the digest


def signing_secret(automation_id: UUID) -> str:
    """The secret of one automation, shown to administrators, who hand it to the other system."""
    return keyed_hash("webhook", str(automation_id), length=LENGTH)
