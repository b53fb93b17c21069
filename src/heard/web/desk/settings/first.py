"""The first page of an empty council: when people work, and who answers. Later: what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.domain.cases.models import Case
from heard.domain.catalogue.models import Service
from heard.domain.places.models import Area
from heard.domain.routing.models import Rule
from heard.domain.teams.models import Membership, Team
from heard.domain.teams.rules.public_holidays import PublicHolidays
from heard.flows.begin_council import Beginning, begin_council
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.pages import add_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


class BeginningForm(forms.Form):
    """Filled in as most councils have it: change what differs."""

    team = forms.CharField(
        label=gettext_lazy("Who answers first?"),
        help_text=gettext_lazy("The team that gets whatever no rule gives to somebody else. You are in it."),
        max_length=100,
        error_messages={"required": gettext_lazy("Give the team a name")},
    )
    opens = forms.CharField(label=gettext_lazy("From, Monday to Friday"), max_length=5, initial="09:00")
    closes = forms.CharField(label=gettext_lazy("Until"), max_length=5, initial="17:00")
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=lambda: [(name, name) for name in sorted(available_timezones())]
    )
    country = forms.CharField(
        label=gettext_lazy("Public holidays of (country code, optional)"),
        help_text=gettext_lazy("Two letters, such as US or GB."),
        max_length=2,
        required=False,
    )
    part = forms.CharField(
        label=gettext_lazy("… and of its part (optional)"),
        help_text=gettext_lazy("Such as CT or SCT."),
        max_length=10,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Holidays that are known."""
        data = super().clean() or {}
        country, part = data.get("country", "").upper(), data.get("part", "").upper()
        try:
            if country:
                PublicHolidays(country, part)
        except HeardError as error:
            self.add_error("part" if part else "country", error.sentence)
        return data | {"country": country, "part": part}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the way to a council that works."""

    text: str
    why: str
    href: str
    done: bool


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def first(request: DeskRequest) -> HttpResponse:
    """The form while there is no team; afterwards the way that is left."""
    if Team.objects.exists():
        return desk_page(request, "desk/settings/first_steps.html", {"steps": steps()})
    initial = {
        "team": _("Contact centre"), "zone": settings.TIME_ZONE, "country": settings.HEARD_REGION,
    }  # fmt: skip
    form = BeginningForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            begin_council(
                Beginning(calendar=_("Office hours"), **form.cleaned_data), first=request.user, actor=actor_of(request)
            )
        except HeardError as error:
            add_errors(form, error)  # type: ignore[arg-type]  # any form will do
        else:
            messages.success(request, _("There is a team, and you are in it."))
            return redirect("desk:settings_first")
    return desk_page(request, "desk/settings/first.html", {"form": form}, status=400 if form.errors else 200)


def steps() -> list[Step]:
    """What a council needs, in the order one does it: a query each."""
    listing: Callable[[str], str] = lambda slug: reverse("desk:settings_list", args=[slug])  # noqa: E731
    return [
        Step(_("Who answers, and when"), _("A team with hours."), listing("teams"), done=True),
        Step(
            _("What you offer"), _("Take services from a catalogue, or write your own."),
            reverse("desk:settings_starters"),
            done=Service.objects.filter(active=True).exists(),
        ),
        Step(
            _("Where you are"), _("Wards or neighbourhoods from a GeoJSON file. Without them a map is empty."),
            listing("areas"), done=Area.objects.exists(),
        ),
        Step(
            _("Who else works here"), _("Departments, teams and the people in them."), listing("staff"),
            done=Membership.objects.values("staff").distinct().count() > 1,
        ),
        Step(
            _("Who gets what"), _("Without a rule everything goes to the team that answers first."), listing("rules"),
            done=Rule.objects.filter(active=True).exists(),
        ),
        Step(
            _("A first report"), _("Report something as a resident would, and watch it arrive."),
            reverse("portal:home"),
            done=Case.objects.exists(),
        ),
    ]  # fmt: skip
