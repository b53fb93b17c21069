"""Start from a catalogue: look at it, choose services, see what would be added, take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.catalogue.models import Service
from heard.domain.configuration.rules.problems import BrokenFiles
from heard.flows.start_from_catalogue import catalogue_of, plan_start, start_from_catalogue
from heard.starters import STARTERS
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.ui.forms import Choice

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from heard.domain.configuration.rules.shapes import Setup
    from heard.web.desk.access import DeskRequest


ALL, NONE = "all", "none"
SHELF = "shelf_"


class StarterForm(forms.Form):
    """Which services, shelf by shelf; and whether those who work on them come along."""

    def __init__(self, setup: Setup, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        has = set(Service.objects.values_list("code", flat=True))
        self.shelves: list[str] = []
        for group in setup["groups"]:
            there = [one for one in setup["services"] if one["group"] == group["code"] and one["code"] not in has]
            if there:
                self._add_shelf(group, sorted(there, key=lambda one: one.get("position", 0)))
        self.fields["keepers"] = forms.BooleanField(
            label=gettext_lazy("Also departments, teams, working hours and routing rules for them"),
            help_text=gettext_lazy("Leave it out if you have your own: then say for each service whose it is."),
            required=False,
            initial=not has,
        )

    def _add_shelf(self, group: dict[str, Any], services: list[dict[str, Any]]) -> None:
        name = f"{SHELF}{group['code']}"
        self.shelves.append(name)
        self.fields[name] = forms.MultipleChoiceField(
            label=group["name"],
            choices=[(one["code"], Choice(one["name"], hint=one["description"])) for one in services],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """At least one."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.services():
            raise forms.ValidationError(_("Choose at least one service."))
        return cleaned

    def services(self) -> list[str]:
        """The codes of those chosen."""
        return [code for shelf in self.shelves for code in self.cleaned_data.get(shelf, ())]

    def columns(self) -> list[Any]:
        """The shelves as the page draws them."""
        return [self[name] for name in self.shelves]

    def ticked(self, sent: QueryDict) -> dict[str, Any]:
        """What is ticked after a button that ticks: all, none, or a whole shelf besides what was ticked."""
        press = sent["tick"]
        before = {name: sent.getlist(name) for name in self.shelves}
        after = {
            name: [] if press == NONE else [code for code, _choice in self.fields[name].choices]  # type: ignore[attr-defined]
            for name in self.shelves
            if press in {ALL, NONE, name}
        }
        return before | after | {"keepers": "keepers" in sent}


@require_safe
@settings_view
def starters(request: DeskRequest) -> HttpResponse:
    """The catalogues there are."""
    return desk_page(request, "desk/settings/starters.html", {"starters": STARTERS.values()})


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def starter(request: DeskRequest, code: str) -> HttpResponse:
    """One of them. POST: take what is chosen, see first what that would add, or tick many at once."""
    if code not in STARTERS:
        raise Http404
    setup = catalogue_of(code).setup
    form = StarterForm(setup, request.POST if request.method == "POST" else None)
    if "tick" in request.POST:
        form = StarterForm(setup, initial=form.ticked(request.POST))
        return desk_page(request, "desk/settings/starter.html", {"starter": STARTERS[code], "form": form})
    context: dict[str, Any] = {"starter": STARTERS[code], "form": form}
    if request.method == "POST" and form.is_valid():
        taken = {"services": form.services(), "keepers": form.cleaned_data["keepers"], "actor": actor_of(request)}
        try:
            if "take" in request.POST:
                start_from_catalogue(code, **taken)
                return _taken(request, len(taken["services"]))
            context["changes"] = plan_start(code, **taken).changes
        except BrokenFiles as broken:
            form.add_error(None, _("This does not fit what you have. Nothing was changed."))
            context["problems"] = [problem.sentence for problem in broken.problems]
    return desk_page(request, "desk/settings/starter.html", context, status=400 if form.errors else 200)


def _taken(request: DeskRequest, count: int) -> HttpResponse:
    said = ngettext("%(n)d service is yours now.", "%(n)d services are yours now.", count) % {"n": count}
    messages.success(request, said)
    return redirect("desk:settings_list", "services")
