"""What an officer says with one hand: where they are, a note, that it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Outcome
from heard.flows.store_files import store_photo
from heard.kernel.images import MAX_BYTES, RefusedPhoto
from heard.kernel.location import Location
from heard.web.ui.forms import PhotosField

if TYPE_CHECKING:
    from heard.domain.conversations.operations.messages import NewAttachment

MOST_PHOTOS = 6


class HereForm(forms.Form):
    """Where the phone is. Sent by POST: a place somebody stands at does not belong into an address."""

    lon = forms.FloatField(min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(min_value=-90, max_value=90, widget=forms.HiddenInput)

    @property
    def here(self) -> Location:
        """The place."""
        return Location(self.cleaned_data["lon"], self.cleaned_data["lat"])


class _WithPhotos(forms.Form):
    photos = PhotosField(label=_("Photos"), required=False)

    def clean_photos(self) -> list[Any]:
        """Each must be a photo, and not more than anybody looks at."""
        photos = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(_("Add at most 6 photos"))
        return photos

    def kept_photos(self, *, public: bool) -> tuple[NewAttachment, ...]:
        """The photos, cleaned and kept. A file that is none is told beside the field: then there are none."""
        try:
            return tuple(
                store_photo(f"photo-{number}.jpg", photo.read(MAX_BYTES + 1), public=public)
                for number, photo in enumerate(self.cleaned_data["photos"], start=1)
            )
        except RefusedPhoto as error:
            self.add_error("photos", error.sentence)
            return ()


class NoteForm(_WithPhotos):
    """What colleagues should know."""

    text = forms.CharField(
        label=_("Note for colleagues"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    field_order = ("text", "photos")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="note-%s")

    def clean(self) -> dict[str, Any]:
        """Words or a photo."""
        data = super().clean() or {}
        if not self.errors and not (data["text"].strip() or data["photos"]):
            self.add_error("text", _("Write a note or add a photo"))
        return data


class DoneForm(_WithPhotos):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(code, label) for code, label in Outcome.choices if code != Outcome.DUPLICATE],
        widget=forms.RadioSelect,
        initial=Outcome.FIXED,
        error_messages={"required": _("Choose how it ended")},
    )
    text = forms.CharField(
        label=_("What was done"),
        help_text=_("Everyone who reported it reads this."),
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say what was done")},
    )
    public = forms.BooleanField(
        label=_("Everybody may see these photos"),
        help_text=_("Only if they show no people and no number plates."),
        required=False,
    )
    field_order = ("outcome", "text", "photos", "public")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="done-%s")
