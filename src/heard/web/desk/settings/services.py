"""Services and the groups they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.catalogue.models import Priority, Service, ServiceGroup
from heard.domain.catalogue.operations import (
    add_group,
    add_service,
    change_group,
    change_service,
    move_group,
    move_service,
)
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor

ICONS = {
    "road": gettext_lazy("Road"),
    "lamp": gettext_lazy("Lamp"),
    "bin": gettext_lazy("Bin"),
    "bags": gettext_lazy("Bags"),
    "spray": gettext_lazy("Spray can"),
    "tree": gettext_lazy("Tree"),
    "drop": gettext_lazy("Water"),
    "snow": gettext_lazy("Snow"),
    "paw": gettext_lazy("Animal"),
    "car": gettext_lazy("Car"),
    "sound": gettext_lazy("Noise"),
    "park": gettext_lazy("Park"),
    "sign": gettext_lazy("Sign"),
    "bike": gettext_lazy("Bicycle"),
    "building": gettext_lazy("Building"),
    "book": gettext_lazy("Book"),
    "heart": gettext_lazy("Heart"),
    "home": gettext_lazy("Home"),
}
ICON_CHOICES = [("", gettext_lazy("None")), *ICONS.items()]


class GroupForm(SettingsForm):
    """A shelf of the catalogue."""

    columns = ("name", "icon")
    name = name_field()
    icon = forms.ChoiceField(label=gettext_lazy("Drawing"), choices=ICON_CHOICES, required=False)

    def save(self, actor: Actor) -> ServiceGroup:
        """Add it or change it."""
        if self.row:
            change_group(self.row, actor=actor, **self.values())
            return cast("ServiceGroup", self.row)
        return add_group(code=code_of(self.cleaned_data["name"]), actor=actor, **self.values())


class ServiceForm(SettingsForm):
    """Something a resident can ask for."""

    columns = (
        "name",
        "group",
        "description",
        "words",
        "icon",
        "default_priority",
        "needs_location",
        "needs_contact",
        "confidential",
        "duplicate_radius_m",
        "duplicate_days",
        "reopen_days",
        "active",
    )
    name = name_field()
    group = forms.ModelChoiceField(
        ServiceGroup.objects.none(),
        label=gettext_lazy("Group"),
        empty_label=gettext_lazy("Choose a group"),
        error_messages={"required": gettext_lazy("Choose a group")},
    )
    description = forms.CharField(label=gettext_lazy("Description (optional)"), max_length=300, required=False)
    words = forms.CharField(
        label=gettext_lazy("What residents call it (optional)"),
        help_text=gettext_lazy("One word or phrase a line. The search finds the service by them."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    icon = forms.ChoiceField(label=gettext_lazy("Drawing"), choices=ICON_CHOICES, required=False)
    default_priority = forms.ChoiceField(
        label=gettext_lazy("Priority of a new case"), choices=Priority.choices, initial=Priority.NORMAL
    )
    needs_location = forms.BooleanField(
        label=gettext_lazy("Residents must say where it is"), required=False, initial=True
    )
    needs_contact = forms.BooleanField(label=gettext_lazy("Residents must say how to reach them"), required=False)
    confidential = forms.BooleanField(
        label=gettext_lazy("Confidential"),
        help_text=gettext_lazy(
            "New cases are seen by their team alone and never on a public page. Cases there are stay as they are."
        ),
        required=False,
    )
    duplicate_radius_m = forms.IntegerField(
        label=gettext_lazy("Perhaps the same within (metres)"), min_value=0, max_value=10_000, initial=100
    )
    duplicate_days = forms.IntegerField(
        label=gettext_lazy("Perhaps the same within (days)"), min_value=0, max_value=3650, initial=30
    )
    reopen_days = forms.IntegerField(
        label=gettext_lazy("Residents may say “not fixed” for (days)"), min_value=0, max_value=3650, initial=14
    )
    active = forms.BooleanField(label=gettext_lazy("Offered to residents"), required=False, initial=True)

    def prepare(self) -> None:
        """The groups there are."""
        self.offer("group", ServiceGroup.objects.all())

    def save(self, actor: Actor) -> Service:
        """Add it or change it."""
        if self.row:
            change_service(self.row, actor=actor, **self.values())
            return cast("Service", self.row)
        return add_service(code=code_of(self.cleaned_data["name"]), actor=actor, **self.values())


def _groups(rows: Iterable[Any]) -> list[Line]:
    return [
        Line(row, row.name, ngettext("%(n)d service", "%(n)d services", row.offered) % {"n": row.offered})
        for row in rows
    ]


def _services(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, _said_of(row), off=not row.active, shelf=row.group.name) for row in rows]


def _said_of(service: Any) -> str:
    parts = [service.description] if service.description else []
    if service.confidential:
        parts.append(_("Confidential"))
    if service.asked:
        parts.append(ngettext("asks %(n)d question", "asks %(n)d questions", service.asked) % {"n": service.asked})
    return " · ".join(parts)


def _links(service: Service) -> list[tuple[str, str]]:
    return [
        (_("What it promises"), reverse("desk:settings_targets", args=[service.id])),
        (_("What it asks"), reverse("desk:settings_questions", args=[service.id])),
    ]


GROUPS = Section(
    slug="groups",
    title=gettext_lazy("Groups of services"),
    explains=gettext_lazy("The shelves residents choose from, in this order."),
    icon="list",
    add=gettext_lazy("Add a group"),
    rows=lambda: ServiceGroup.objects.annotate(offered=Count("services", filter=Q(services__active=True))),
    lines=_groups,
    form=GroupForm,
    move=move_group,
)
SERVICES = Section(
    slug="services",
    title=gettext_lazy("Services"),
    explains=gettext_lazy("What residents can ask for, what is promised, and what they are asked."),
    icon="sign",
    add=gettext_lazy("Add a service"),
    rows=lambda: (
        Service.objects.select_related("group")
        .annotate(asked=Count("questionnaire__questions", filter=Q(questionnaire__questions__retired=False)))
        .order_by("group__position", "group__name", "position", "name")
    ),
    lines=_services,
    form=ServiceForm,
    move=move_service,
    links=_links,
)
