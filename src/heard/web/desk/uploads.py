"""Files an agent attaches to an answer or a note: photos made safe, documents of a few known kinds, nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.conversations.operations.messages import NewAttachment
from heard.flows.store_files import store_photo
from heard.kernel import files
from heard.kernel.errors import Refused
from heard.kernel.images import MAX_BYTES, RefusedPhoto

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

# By suffix, what a document is, and how its bytes begin: both must agree. Text has no signature, so it must be text.
DOCUMENTS = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    ".odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04"),
    ".txt": ("text/plain", b""),
    ".csv": ("text/csv", b""),
}
LONGEST_NAME = 120


def kept_files(uploads: Iterable[UploadedFile]) -> tuple[NewAttachment, ...]:
    """These files, kept; Refused with a sentence about the first that cannot be."""
    return tuple(_kept(upload) for upload in uploads)


def _kept(upload: UploadedFile) -> NewAttachment:
    name = PurePosixPath(upload.name or _("file")).name[-LONGEST_NAME:]
    if (upload.size or 0) > MAX_BYTES:
        raise Refused(_("%(name)s is larger than 25 MB. Attach a smaller file.") % {"name": name})
    data = upload.read()
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in DOCUMENTS:
        return _document(name, data, suffix)
    try:
        return store_photo(f"{PurePosixPath(name).stem}.jpg", data)
    except RefusedPhoto as error:
        raise Refused(f"{name}: {error.sentence}") from error


def _document(name: str, data: bytes, suffix: str) -> NewAttachment:
    content_type, beginning = DOCUMENTS[suffix]
    is_text = content_type.startswith("text/")
    if not data.startswith(beginning) or (is_text and b"\x00" in data):
        raise Refused(_("%(name)s is not what its name says. Save it again, then attach it.") % {"name": name})
    return NewAttachment(name=name, content_type=content_type, size=len(data), key=files.put(data))
