"""Tags of a case: short words by which a council sorts its work in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations.locking import locked, save
from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def change_tags(case: Case, *, add: Iterable[str] = (), remove: Iterable[str] = (), actor: Actor) -> Case:
    """Put these on and take those off. The journal tells which really changed."""
    current = locked(case)
    wanted = [*current.tags, *dict.fromkeys(tag for tag in map(clean, add) if tag and tag not in current.tags)]
    kept = [tag for tag in wanted if tag not in set(map(clean, remove))]
    added, removed = [t for t in kept if t not in current.tags], [t for t in current.tags if t not in kept]
    if added or removed:
        current.tags = kept
        save(current, "tags")
        record("case.tagged", actor=actor, case=case.id, added=added, removed=removed)
    return current


def clean(tag: str) -> str:
    """As tags are kept: small letters, no spaces around."""
    return " ".join(tag.lower().split())[:40]
