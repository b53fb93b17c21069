"""Areas from a boundary file: first what it would change is shown, then it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.places.operations import areas_import_tried, import_areas
from heard.domain.places.queries import council_place
from heard.domain.places.rules.boundary_files import read_boundaries
from heard.kernel import files, tokens
from heard.kernel.errors import InvalidInput, Refused
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.places.rules.boundary_files import BoundaryArea
    from heard.web.desk.access import DeskRequest

LARGEST_FILE = 20 * 1024 * 1024
PURPOSE = "areas"
AN_HOUR = 3600


class UploadForm(forms.Form):
    """A file, and what its properties are called."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON file"), error_messages={"required": gettext_lazy("Choose a file")}
    )
    name_property = forms.CharField(label=gettext_lazy("Property with the name"), max_length=60, initial="name")
    code_property = forms.CharField(
        label=gettext_lazy("Property with the code (optional)"), max_length=60, initial="code", required=False
    )
    kind = forms.CharField(label=gettext_lazy("What they are"), max_length=40, initial="neighbourhood")

    def clean_file(self) -> Any:
        """Not larger than we read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 20 MB. Simplify the outlines, then try again."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def upload(request: DeskRequest) -> HttpResponse:
    """The form; POST shows what the file would change, and changes nothing."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        terms = {name: form.cleaned_data[name] for name in ("name_property", "code_property", "kind")}
        try:
            areas = _read(content, terms)
        except InvalidInput as error:
            form.add_error("file", error.fields.get("file", error.sentence))
        else:
            context["would"] = areas_import_tried(areas=areas, kind=terms["kind"], actor=actor_of(request))
            context["ticket"] = tokens.sign(PURPOSE, {"file": files.put(content), **terms})
    return desk_page(request, "desk/settings/areas_upload.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def apply(request: DeskRequest) -> HttpResponse:
    """Do what was shown."""
    ticket = tokens.read(PURPOSE, request.POST.get("ticket", ""), max_age=AN_HOUR)
    if ticket is None:
        raise Refused(_("That was more than an hour ago. Choose the file again."))
    areas = _read(files.get(ticket["file"]), ticket)
    done = import_areas(areas=areas, kind=ticket["kind"], actor=actor_of(request))
    said = {"added": len(done.created), "changed": len(done.changed)}
    messages.success(request, _("Done: %(added)d added, %(changed)d changed.") % said)
    return redirect("desk:settings_list", "areas")


def _read(content: bytes, terms: dict[str, str]) -> list[BoundaryArea]:
    return read_boundaries(
        content,
        name_property=terms["name_property"],
        code_property=terms["code_property"] or "code",
        near=council_place(),
    )
