"""Photos as they arrive: each is made safe and kept, or refused with a sentence."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.conversations.operations.messages import NewAttachment
from heard.kernel import files
from heard.kernel.errors import Refused
from heard.kernel.images import MAX_BYTES, Photo, take_photo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

LONGEST_NAME = 100


def take(file: UploadedFile) -> Photo:
    """The photo in an uploaded file. Refused, by its size alone where that is enough, or by what it is."""
    return take_photo(b"" if file.size == 0 else file.read(MAX_BYTES + 1))


def keep(photo: Photo, name: str) -> dict[str, Any]:
    """Keep the photo; what a draft remembers of it."""
    return {
        "name": f"{PurePosixPath(name).stem[-LONGEST_NAME:] or 'photo'}.jpg",
        "size": len(photo.data),
        "key": files.put(photo.data),
        "thumbnail_key": files.put(photo.thumbnail),
    }


def take_all(uploads: Iterable[UploadedFile]) -> tuple[list[dict[str, Any]], list[str]]:
    """Every photo that can be taken, kept; and a sentence for every one that cannot."""
    kept, refusals = [], []
    for upload in uploads:
        try:
            kept.append(keep(take(upload), upload.name or _("photo")))
        except Refused as refusal:
            refusals.append(_("%(file)s: %(sentence)s") % {"file": upload.name, "sentence": refusal.sentence})
    return kept, refusals


def as_attachments(photos: Iterable[dict[str, Any]]) -> tuple[NewAttachment, ...]:
    """What a draft remembers, as a message takes it. A photo of a stranger is public only once staff say so."""
    return tuple(
        NewAttachment(
            name=photo["name"],
            content_type="image/jpeg",
            size=photo["size"],
            key=photo["key"],
            thumbnail_key=photo["thumbnail_key"],
        )
        for photo in photos
    )
