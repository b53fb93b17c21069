"""Which one is it? One of the council's things near a place: chosen on the map, from a list, or by the code on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _

from heard.domain.assets.queries import asset_in, assets_near, layer_with
from heard.domain.cases.queries.assets import faulty_among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.assets.models import Layer
    from heard.domain.assets.queries import NearbyAsset
    from heard.kernel.location import Location

AROUND_M = 200
MOST_SHOWN = 12


class AssetPicker(forms.MultiWidget):
    """The things near as a list, which the map beside it marks, and a box for the code of another one."""

    template_name = "ui/asset_picker.html"
    use_fieldset = True

    def __init__(self, near: Sequence[NearbyAsset], layer_name: str) -> None:
        self.near, self.layer_name = near, layer_name
        super().__init__({"near": forms.RadioSelect(), "": forms.TextInput({"autocomplete": "off"})})

    def decompress(self, value: Any) -> list[Any]:
        """A code given before: one of the list, or typed."""
        listed = value in {found.asset.code for found in self.near}
        return [value, ""] if listed else ["", value or ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override] # one code
        """What was typed counts before what was chosen."""
        chosen, typed = super().value_from_datadict(data, files, name)
        return str(typed or chosen or "").strip()

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        """Neither was sent."""
        return name not in data and f"{name}_near" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Each thing with its radio button, and where the map draws it."""
        code = str(value or "")
        context = super().get_context(name, value, attrs)
        items = [(found, found.asset.code == code) for found in self.near]
        listed = any(chosen for _found, chosen in items)
        return context | {"items": items, "layer_name": self.layer_name, "typed": "" if listed else code}


class AssetField(forms.CharField):
    """Cleaned to the code of a thing in use; another one is refused in a sentence."""

    def __init__(self, layer_code: str, *, near: Location | None, **words: Any) -> None:
        layer = layer_with(layer_code)
        shown = assets_near(layer_code, near, within_m=AROUND_M, limit=MOST_SHOWN) if near and layer else []
        super().__init__(**words, max_length=60, widget=AssetPicker(shown, layer.name if layer else ""))
        self.layer_code, self.one_name = layer_code, layer.one_name if layer else _("thing")
        _note_faults(shown, layer)

    def clean(self, value: Any) -> str:
        """The code as the register writes it."""
        code = str(super().clean(value))
        if not code:
            return ""
        found = asset_in(self.layer_code, code)
        if found is None:
            said = {"one": self.one_name, "code": code}
            raise forms.ValidationError(_("We know no %(one)s %(code)s. Check what is written on it.") % said)
        return found.code


def _note_faults(shown: Sequence[NearbyAsset], layer: Layer | None) -> None:
    """Whoever chooses one that is reported already should know."""
    faulty = faulty_among([found.asset for found in shown]) if layer and layer.one_open_fault else set()
    for found in shown:
        cast("Any", found.asset).reported_already = found.asset.id in faulty
