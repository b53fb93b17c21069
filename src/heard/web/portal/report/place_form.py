"""The form of the place: a pin, an address, one of the addresses found, or a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.kernel.location import Location
from heard.web.ui.forms import PhotoInput, PhotosField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.places.models import Address

NONE_OF_THESE = "none"


class PlaceForm(forms.Form):
    """The pin comes from the map's script; everything else works without one."""

    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    address = forms.CharField(
        label=gettext_lazy("Address or street"),
        help_text=gettext_lazy("For example, 12 Elm Street."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    found = forms.CharField(label=gettext_lazy("Which of these is it?"), required=False, widget=forms.RadioSelect)
    as_written = forms.CharField(required=False, widget=forms.HiddenInput)  # the words that nothing was found for
    photo = PhotosField(
        label=gettext_lazy("Photo taken at the place"), required=False, widget=PhotoInput({"multiple": False})
    )

    def __init__(self, *args: Any, found: Sequence[Address] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = {str(address.id): address for address in found}
        choices = [(key, address.text) for key, address in self.addresses.items()]
        if choices:
            choices.append((NONE_OF_THESE, _("None of these")))
        self.fields["found"].widget.choices = choices

    @property
    def pin(self) -> Location | None:
        """The pin on the map, if there is one."""
        lon, lat = self.cleaned_data.get("lon"), self.cleaned_data.get("lat")
        return Location(lon, lat) if lon is not None and lat is not None else None

    @property
    def chosen(self) -> Address | None:
        """The address chosen among those found, or the only one that reads exactly as written."""
        if address := self.addresses.get(self.cleaned_data.get("found", "")):
            return address
        words = self.cleaned_data.get("address", "").strip().casefold()
        same = [address for address in self.addresses.values() if address.text.casefold() == words]
        return same[0] if len(same) == 1 else None
