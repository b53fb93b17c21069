"""Photos and files as a resident may get them: by a tracking link, or because they are public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.conversations.models import Attachment, Direction

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.conversations.models import Conversation


def attachment_in(conversation: Conversation, attachment_id: UUID) -> Attachment:
    """A file of this very conversation that its resident may see; Attachment.DoesNotExist for any other."""
    return Attachment.objects.exclude(message__direction=Direction.NOTE).get(
        id=attachment_id, message__conversation=conversation, message__held=False
    )


def public_photo(attachment_id: UUID) -> Attachment:
    """A photo that staff made public, of a case that everybody may see; Attachment.DoesNotExist otherwise."""
    return Attachment.objects.exclude(message__direction=Direction.NOTE).get(
        id=attachment_id, public=True, message__conversation__case__confidential=False
    )


def keys_in_use(keys: set[str]) -> set[str]:
    """Of these keys of the file store, those that some message's attachment has."""
    rows = Attachment.objects.filter(Q(key__in=keys) | Q(thumbnail_key__in=keys)).values_list("key", "thumbnail_key")
    return keys & {key for row in rows for key in row}


def public_photos_of(case_id: UUID) -> list[Attachment]:
    """The photos of a case that everybody may see."""
    return list(
        Attachment.objects.exclude(message__direction=Direction.NOTE)
        .filter(message__conversation__case=case_id, public=True, message__held=False)
        .exclude(thumbnail_key="")
        .order_by("created_at")
    )
