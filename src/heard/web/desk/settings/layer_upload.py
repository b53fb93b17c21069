"""What lies in a layer: listed and searched, and brought in from a file; first what it would change is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.assets.models import Layer
from heard.domain.assets.operations import import_assets, import_tried
from heard.domain.assets.queries import assets_called, things_in
from heard.domain.assets.rules.register import read_register
from heard.domain.places.queries import council_place
from heard.kernel import files, tokens
from heard.kernel.errors import InvalidInput, Refused
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.assets.rules.register import AssetRow
    from heard.web.desk.access import DeskRequest

LARGEST_FILE = 40 * 1024 * 1024
PURPOSE = "assets"
AN_HOUR = 3600
SHOWN = 50
DRAWN = 500


class UploadForm(forms.Form):
    """A file, what its columns are called, and whether it is the whole register."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON or CSV file"),
        help_text=gettext_lazy("A table needs a header line with the code, lon and lat."),
        error_messages={"required": gettext_lazy("Choose a file")},
    )
    code_property = forms.CharField(
        label=gettext_lazy("Column with the code (optional)"),
        help_text=gettext_lazy("The number that stands on each. We look for code, ref or id."),
        max_length=60,
        required=False,
    )
    name_property = forms.CharField(
        label=gettext_lazy("Column with the name (optional)"), max_length=60, required=False
    )
    retire = forms.BooleanField(
        label=gettext_lazy("This is the whole register: take out of use what is not in it"), required=False
    )

    def clean_file(self) -> Any:
        """Not larger than we read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 40 MB. Use `heard import assets` instead."))
        return file


@require_safe
@settings_view
def layer(request: DeskRequest, layer_id: UUID) -> HttpResponse:
    """What lies in it: some on the map, found by code or name."""
    found = get_object_or_404(Layer, pk=layer_id)
    words = request.GET.get("q", "")[:100]
    things = assets_called(found.code, words, limit=SHOWN) if words else list(things_in(found)[:DRAWN])
    context = {"layer": found, "things": things[:SHOWN], "drawn": things, "words": words}
    context["total"] = things_in(found).count()
    return desk_page(request, "desk/settings/layer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def upload(request: DeskRequest, layer_id: UUID) -> HttpResponse:
    """The form; POST shows what the file would change, and changes nothing."""
    into = get_object_or_404(Layer, pk=layer_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "layer": into}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        terms = {name: form.cleaned_data[name] for name in ("code_property", "name_property", "retire")}
        try:
            rows = _read(content, terms)
        except InvalidInput as error:
            form.add_error("file", error.fields.get("file", error.sentence))
        else:
            would = import_tried(into, rows=rows)
            context |= {"would": would, "retire": terms["retire"], "drawn": rows[:DRAWN], "read": len(rows)}
            context["ticket"] = tokens.sign(PURPOSE, {"file": files.put(content), "layer": str(into.id), **terms})
    return desk_page(request, "desk/settings/layer_upload.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def apply(request: DeskRequest, layer_id: UUID) -> HttpResponse:
    """Do what was shown."""
    into = get_object_or_404(Layer, pk=layer_id)
    ticket = tokens.read(PURPOSE, request.POST.get("ticket", ""), max_age=AN_HOUR)
    if ticket is None or ticket["layer"] != str(into.id):
        raise Refused(_("That was more than an hour ago. Choose the file again."))
    rows = _read(files.get(ticket["file"]), ticket)
    done = import_assets(into, rows=rows, retire=ticket["retire"], actor=actor_of(request))
    said = {"added": len(done.created), "changed": len(done.changed)}
    messages.success(request, _("Done: %(added)d added, %(changed)d changed.") % said)
    return redirect("desk:settings_layer", into.id)


def _read(content: bytes, terms: dict[str, Any]) -> list[AssetRow]:
    return read_register(
        content,
        code_property=terms["code_property"],
        name_property=terms["name_property"],
        near=council_place(),
    )
