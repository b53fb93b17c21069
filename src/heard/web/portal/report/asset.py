"""Which one is it? One of the council's things around the place, for services that are about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.domain.assets.queries import asset_in, layer_with
from heard.domain.cases.queries.assets import open_fault_of
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step
from heard.web.ui.asset_field import AssetField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AssetStep(Step):
    """A list and a map of those near, or the number that stands on it. Whoever cannot tell goes on without."""

    step = steps.ASSET
    template: ClassVar[str] = "portal/report/asset.html"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Nothing to ask where the service is not about a thing."""
        if not self.making.asks_asset:
            self.keep({})
            return self.go_on()
        return self.page(self.form())

    def form(self) -> forms.Form:
        """What was chosen before."""
        return self._form(initial={"asset": self.making.data.get("asset", "")})

    def bound_form(self) -> forms.Form:
        """What was just chosen."""
        return self._form(self.request.POST)

    def read(self, form: forms.Form) -> dict[str, Any]:
        """The thing; the report is about the very place where it stands."""
        code = form.cleaned_data["asset"]
        asset = asset_in(self._layer, code) if code else None
        if asset is None:
            return {"asset": ""}
        place = {"lon": asset.location.lon, "lat": asset.location.lat, "address": self.making.address}
        return {"asset": asset.code, "place": place}

    def go_on(self) -> HttpResponse:
        """Where it is reported already, the resident joins that report."""
        code = self.making.data.get("asset", "")
        asset = asset_in(self._layer, code) if code else None
        fault = open_fault_of(asset) if asset and asset.layer.one_open_fault else None
        if fault is None or self.making.service is None or self.making.service.confidential:
            return super().go_on()
        return redirect(f"{reverse('portal:follow', args=[fault.reference])}?report={self.making.draft.id}")

    @property
    def _layer(self) -> str:
        return self.making.service.asset_layer if self.making.service else ""

    def _form(self, *args: Any, **kwargs: Any) -> forms.Form:
        form = forms.Form(*args, **kwargs)
        layer = layer_with(self._layer)
        one = layer.one_name if layer else _("thing")
        form.fields["asset"] = AssetField(
            self._layer,
            near=self.making.location,
            label=_("Which %(one)s is it?") % {"one": one},
            help_text=_("If you cannot tell, continue without choosing one."),
            required=False,
        )
        return form
