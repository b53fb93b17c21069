"""Inputs of answers that have several parts: somebody and how to reach them, a place on the map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse


class _Parts(forms.MultiWidget):
    """Several inputs, one answer: a mapping by their names."""

    use_fieldset = True
    parts: tuple[str, ...] = ()

    def decompress(self, value: Any) -> list[Any]:
        """The parts of an answer given before."""
        given = value if isinstance(value, dict) else {}
        return [given.get(part, "") for part in self.parts]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:  # type: ignore[override] # one answer
        """The parts that say something."""
        values = super().value_from_datadict(data, files, name)
        return {
            part: text
            for part, text in zip(self.parts, (str(one or "").strip() for one in values), strict=True)
            if text
        }


class PersonInput(_Parts):
    """Name, email address, phone number."""

    template_name = "ui/form/person.html"
    parts = ("name", "email", "phone")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "name": forms.TextInput({"autocomplete": "off"}),
                "email": forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
                "phone": forms.TextInput({"type": "tel", "autocomplete": "off"}),
            },
            attrs,
        )


class PlaceInput(_Parts):
    """A pin on the map; without a script, its coordinates as a phone or a map tells them."""

    template_name = "ui/form/place.html"
    parts = ("lon", "lat")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__({name: forms.TextInput(number) for name in self.parts}, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The map draws the council's areas."""
        return super().get_context(name, value, attrs) | {"areas_url": reverse("portal:areas")}
