"""Somebody was forgotten by the database; now their keys and files go, where nothing can be rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations.drafts import held_by_drafts
from heard.domain.conversations.queries.attachments import keys_in_use
from heard.domain.privacy.models import Erasure
from heard.domain.privacy.operations.erasures import note_erasure_done
from heard.domain.privacy.queries.erasures import undone_erasures
from heard.domain.vault.locks import destroy_slots
from heard.kernel import files

if TYPE_CHECKING:
    from uuid import UUID


@transaction.atomic
def finish_erasure(erasure_id: UUID) -> None:
    """Destroy the keys, delete the files nobody else has, and note that it is done. Done twice, it changes nothing."""
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    if erasure.done_at:
        return
    destroy_slots(erasure.slots)
    delete_unused(set(erasure.files))
    note_erasure_done(erasure)


def delete_unused(keys: set[str]) -> int:
    """Equal files share a key: only what no message and no draft holds is deleted; how many files."""
    unused = keys - keys_in_use(keys) - held_by_drafts(keys)
    for key in unused:
        files.delete(key)
    return len(unused)


def finish_erasures() -> int:
    """What a crash left undone; how many."""
    undone = undone_erasures()
    for erasure_id in undone:
        finish_erasure(erasure_id)
    return len(undone)
