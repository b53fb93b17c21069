"""Two records are two people after all: each is again what it was, and copies of the data of both open no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.people.operations.merging import undo_merge
from heard.domain.privacy.operations.copies import withdraw_copies

if TYPE_CHECKING:
    from heard.domain.people.models import Merge
    from heard.kernel.actor import Actor


@transaction.atomic
def take_apart(merge: Merge, *, actor: Actor) -> Merge:
    """Take the merge back. Who was sent the link to a copy meanwhile would read somebody else's data by it."""
    withdraw_copies(merge.kept)
    return undo_merge(merge, actor=actor)
