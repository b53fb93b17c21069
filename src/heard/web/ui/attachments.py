"""Files from strangers, served so that they do no harm: photos of our own making are shown, the rest is downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

from heard.kernel import files

if TYPE_CHECKING:
    from heard.domain.conversations.models import Attachment

# Nothing in the file may run, load or send, even where a browser is persuaded to show it.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


def file_answer(attachment: Attachment, *, small: bool = False, public: bool = False) -> FileResponse:
    """The file. Only what `take_photo` made (it has a thumbnail) is shown in the page."""
    photo = bool(attachment.thumbnail_key) and not attachment.dangerous
    key = attachment.thumbnail_key if small and photo else attachment.key
    try:
        stream = files.open(key)
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    answer = FileResponse(
        stream,
        as_attachment=not photo,
        filename=attachment.name,
        content_type="image/jpeg" if photo else "application/octet-stream",
    )
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=86400" if public else "private, max-age=3600"
    return answer
