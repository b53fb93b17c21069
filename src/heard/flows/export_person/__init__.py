"""A copy of everything about a person, as one ZIP: data.json for machines, a PDF to read, and the files they sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Person
from heard.domain.privacy.operations.copies import keep_copy
from heard.domain.privacy.queries.requests import copy_to_fetch
from heard.flows.export_person.gathering import everything_about
from heard.flows.export_person.packing import packed
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from uuid import UUID


def export_person(copy_id: UUID) -> None:
    """Make the copy that was ordered. What is in it: docs/reference/export.md."""
    copy = copy_to_fetch(copy_id)
    if copy.ready_at or copy.person.is_erased:
        return
    root = Person.objects.get(pk=copy.person.whole_id)
    keep_copy(copy, packed(everything_about(root), language=root.language), actor=SYSTEM)
