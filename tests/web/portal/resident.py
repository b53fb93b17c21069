"""A resident who walks through the pages of a report as a browser without scripts does."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from heard.domain.cases.models import Case
from tests.town.places import WEST_SQUARE

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

ADDRESS = "12 Elm Street"
ERROR = re.compile(r'govuk-error-message"[^>]*>\s*<span[^>]*>[^<]*</span>\s*(.*?)\s*</p>', re.DOTALL)


@dataclass
class Resident:
    """What a resident does; each step answers with the page that comes next."""

    client: Client

    def begin(self, service: str = "pothole", **place: Any) -> str:
        """Say where; the path of the draft this begins, such as /report/<id>/."""
        answer = self.client.post(f"/report/?service={service}", place or {"address": ADDRESS})
        assert answer.status_code == 302, errors_in(answer)
        return re.match(r"/report/[^/]+/", answer.headers["Location"])[0]

    def answer(self, draft: str, step: str, **data: Any) -> HttpResponse:
        """Send one page."""
        return self.client.post(f"{draft}{step}/", data)

    def report(self, **contact: Any) -> tuple[Case, str]:
        """The whole way, one page after the other; the case, and the draft's path."""
        draft = self.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)
        self.answer(draft, "details", description="A deep hole by the bus stop")
        self.answer(draft, "photos")
        self.answer(draft, "contact", **contact)
        assert self.answer(draft, "check").headers["Location"] == f"{draft}sent/"
        return Case.objects.order_by("created_at").last(), draft

    def tracking_link(self, draft: str) -> str:
        """The link on the page after sending."""
        page = self.client.get(f"{draft}sent/").content.decode()
        return re.search(r'href="(/t/[a-z0-9]+/)"', page)[1]


def fetch(client: Client, path: str) -> HttpResponse:
    """A file, read to its end (which closes it); its bytes are in `body`."""
    answer = client.get(path)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def errors_in(answer: HttpResponse) -> list[str]:
    """The sentences beside the fields of a page."""
    return [re.sub(r"\s+", " ", text) for text in ERROR.findall(answer.content.decode())]


def photo(
    name: str = "hole.jpg", *, colour: str = "red", place: tuple[float, float] | None = None
) -> SimpleUploadedFile:
    """A small photo; taken at `place` (longitude, latitude) if given."""
    picture, buffer = Image.new("RGB", (60, 40), colour), io.BytesIO()
    exif = Image.Exif()
    if place:
        lon, lat = place
        exif[0x8825] = {1: "N", 2: (lat, 0.0, 0.0), 3: "W" if lon < 0 else "E", 4: (abs(lon), 0.0, 0.0)}
    picture.save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")
