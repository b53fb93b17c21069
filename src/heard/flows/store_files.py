"""The files that came with a message go into the store: photos cleaned, everything else as it is, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.operations.messages import NewAttachment
from heard.kernel import files
from heard.kernel.images import RefusedPhoto, take_photo

if TYPE_CHECKING:
    from heard.ports.channel import Inbound, InboundFile


def store_files(inbound: Inbound) -> list[NewAttachment]:
    """Each attachment, stored."""
    return [_store(file) for file in inbound.attachments]


def store_photo(name: str, data: bytes, *, public: bool = False) -> NewAttachment:
    """A photo, cleaned of everything but the picture; RefusedPhoto says why it is none."""
    photo = take_photo(data)
    return NewAttachment(
        name=name,
        content_type="image/jpeg",
        size=len(photo.data),
        key=files.put(photo.data),
        thumbnail_key=files.put(photo.thumbnail),
        public=public,
    )


def _store(file: InboundFile) -> NewAttachment:
    if file.content_type.startswith("image/") and not file.mark:
        try:
            return store_photo(file.name, file.data)
        except RefusedPhoto:  # a drawing, a broken picture: kept as the file it is
            pass
    return NewAttachment(
        name=file.name,
        content_type=file.content_type,
        size=len(file.data),
        key=files.put(file.data),
        dangerous=bool(file.mark),
    )
