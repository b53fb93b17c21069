"""What is it about? Found by the resident's own words or on the shelves."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.catalogue.queries import offered, services_matching, shown_services
from heard.web.portal.home import all_shelves, tiles_of
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step
from heard.web.ui.forms import Choice


class ServiceForm(forms.Form):
    """One of the services the council offers now."""

    def __init__(self, *args: Any, choices: list[tuple[str, Choice]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"] = forms.ChoiceField(
            label=_("What is it about?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what it is about.")},
        )


class ServiceStep(Step):
    """The first page where the home page did not answer it."""

    step = steps.SERVICE
    template: ClassVar[str] = "portal/report/service.html"

    def form(self) -> ServiceForm:
        """Begin with what was chosen before."""
        return ServiceForm(choices=self._choices(), initial={"service": self.making.data.get("service")})

    def bound_form(self) -> ServiceForm:
        """Any service that is offered counts, whether the words found it or not."""
        return ServiceForm(self.request.POST, choices=[(one.code, Choice(one.name)) for one in offered()])

    def read(self, form: forms.Form) -> dict[str, Any]:
        """The service's code."""
        return {"service": form.cleaned_data["service"]}

    def words(self) -> dict[str, Any]:
        """The search, so that it can be changed; and where nothing is begun yet, tiles that begin it."""
        words = self.request.GET.get("q", "")
        return {"words": words, "shelves": [] if self.making.saved else self._shelves(words)}

    def _choices(self) -> list[tuple[str, Choice]]:
        everything = offered()
        found = services_matching(self.request.GET.get("q", ""), among=everything) or everything
        return [(service.code, Choice(service.name, hint=service.description)) for service in found]

    def _shelves(self, words: str) -> list[tuple[object, list[dict[str, str]]]]:
        found = services_matching(words, among=shown_services())
        return [("", tiles_of(found))] if found else [*all_shelves()]
