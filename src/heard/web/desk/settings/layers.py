"""Layers of things on the map: street lights, bins, schools. What lies in them comes from files: layer_upload.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.assets.models import Layer
from heard.domain.assets.operations import add_layer, change_layer, move_layer
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field
from heard.web.desk.settings.section import Line, Section
from heard.web.ui.pictures import DRAWING_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


class LayerForm(SettingsForm):
    """One kind of things."""

    columns = ("name", "one_name", "icon", "public", "one_open_fault", "active")
    only_later = ("active",)
    name = name_field()
    one_name = forms.CharField(
        label=gettext_lazy("One of them"),
        help_text=gettext_lazy("As in “Which street light is it?”"),
        max_length=60,
        error_messages={"required": gettext_lazy("Write what one of them is called")},
    )
    icon = forms.ChoiceField(label=gettext_lazy("Drawing"), choices=DRAWING_CHOICES, required=False)
    public = forms.BooleanField(
        label=gettext_lazy("Residents can see and choose them"),
        help_text=gettext_lazy(
            "Otherwise they only say what is near, for conditions such as “within 200 m of a school”."
        ),
        required=False,
        initial=True,
    )
    one_open_fault = forms.BooleanField(
        label=gettext_lazy("One open case for each"),
        help_text=gettext_lazy("Who reports the same one again joins the case that is open. Each is told how it ends."),
        required=False,
    )
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def save(self, actor: Actor) -> Layer:
        """Add it or change it."""
        if self.row:
            change_layer(self.row, actor=actor, **self.values())
            return cast("Layer", self.row)
        return add_layer(code=code_of(self.cleaned_data["name"]), actor=actor, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, _said_of(row), off=not row.active) for row in rows]


def _said_of(layer: Any) -> str:
    parts = [ngettext("%(n)d in use", "%(n)d in use", layer.held) % {"n": layer.held}]
    parts.append(_("residents choose from them") if layer.public else _("says what is near"))
    if layer.one_open_fault:
        parts.append(_("one open case for each"))
    return " · ".join(parts)


def _links(layer: Layer) -> list[tuple[str, str]]:
    return [
        (_("What lies in it"), reverse("desk:settings_layer", args=[layer.id])),
        (_("Bring in a file"), reverse("desk:settings_layer_upload", args=[layer.id])),
    ]


LAYERS = Section(
    slug="layers",
    title=gettext_lazy("Things on the map"),
    explains=gettext_lazy("Street lights, bins, trees, benches, schools: what a report can be about, or near to."),
    icon="lamp",
    add=gettext_lazy("Add a layer"),
    rows=lambda: Layer.objects.annotate(held=Count("assets", filter=Q(assets__active=True))),
    lines=_lines,
    form=LayerForm,
    move=move_layer,
    links=_links,
)
