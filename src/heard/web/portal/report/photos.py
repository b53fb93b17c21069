"""Photos: up to five, each refused one named, the others kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.cases.operations.drafts import add_photos_to_draft, remove_photo_from_draft
from heard.kernel import files
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step, open_making
from heard.web.portal.report.making import MAX_PHOTOS
from heard.web.portal.report.photo_files import take_all
from heard.web.portal.visitor import limit_photos
from heard.web.ui.forms import PhotoInput, PhotosField

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


class PhotosForm(forms.Form):
    """From the album, or straight from the camera: a browser offers one or the other by the field's attributes."""

    photos = PhotosField(
        label=gettext_lazy("Choose photos"),
        help_text=gettext_lazy("Up to 25 MB each. We remove the place and time that phones hide in them."),
        required=False,
    )
    camera = PhotosField(
        label=gettext_lazy("Take a photo"),
        required=False,
        widget=PhotoInput({"capture": "environment", "multiple": False}),
    )

    def clean(self) -> dict[str, Any]:
        """Both fields are one list."""
        cleaned = super().clean() or {}
        cleaned["uploads"] = [*(cleaned.get("photos") or []), *(cleaned.get("camera") or [])]
        return cleaned


class PhotosStep(Step):
    """The page shows what is kept already, each with a way to leave it out."""

    step = steps.PHOTOS
    template: ClassVar[str] = "portal/report/photos.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Besides going on: leave one out, or add and stay to see them."""
        if key := request.POST.get("remove"):
            remove_photo_from_draft(self.making.draft, key)
            return redirect(self.address_of(steps.PHOTOS))
        if "add" not in request.POST:
            return super().post(request)
        form = self.bound_form()
        if form.is_valid() and self.take(form):
            return redirect(self.address_of(steps.PHOTOS))
        return self.page(form, status=400)

    def form(self) -> PhotosForm:
        """Files cannot be shown again; what was kept is listed beside."""
        return PhotosForm()

    def bound_form(self) -> PhotosForm:
        """What was just sent."""
        return PhotosForm(self.request.POST, self.request.FILES)

    def read(self, form: forms.Form) -> dict[str, Any] | None:
        """Nothing more: the photos are kept as they are taken."""
        return {} if self.take(form) else None

    def take(self, form: forms.Form) -> bool:
        """Keep every photo that can be kept; whether that was all of them."""
        uploads = form.cleaned_data["uploads"]
        if uploads:
            limit_photos(self.request)
        room = MAX_PHOTOS - len(self.making.photos)
        kept, refusals = take_all(uploads[:room])
        if kept:
            self.making = self.with_draft(add_photos_to_draft(self.making.draft, kept, limit=MAX_PHOTOS))
        if len(uploads) > room:
            refusals.append(_("You can send %(most)s photos. The others were left out.") % {"most": MAX_PHOTOS})
        for sentence in refusals:
            form.add_error("photos", sentence)
        return not refusals

    def words(self) -> dict[str, Any]:
        """How many more there may be."""
        room = MAX_PHOTOS - len(self.making.photos)
        more = ngettext("You can add %(n)s more photo.", "You can add %(n)s more photos.", room) % {"n": room}
        return {"room": room, "room_in_words": more}


def draft_photo(request: HttpRequest, draft_id: UUID, key: str) -> FileResponse:
    """A photo of a report in the making, small, for the browser that chose it."""
    making = open_making(request, draft_id)
    photo = next((photo for photo in making.photos if photo["key"] == key), None)
    if photo is None:
        raise Http404
    response = FileResponse(files.open(photo["thumbnail_key"]), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response
