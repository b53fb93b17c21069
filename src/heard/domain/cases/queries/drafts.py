"""Reports in the making, for the browser that began them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Draft

if TYPE_CHECKING:
    from uuid import UUID


def draft_with_case(draft_id: UUID) -> Draft:
    """The draft, and the case it was sent as with its service. Draft.DoesNotExist where it is gone."""
    return Draft.objects.select_related("sent_as__service", "sent_as__team", "sent_as__department").get(id=draft_id)
