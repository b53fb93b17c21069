"""How services are brought together: on shelves, and by times of life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from heard.domain.catalogue.models import LifeEvent, Service, ServiceGroup
from heard.domain.catalogue.operations import (
    add_group,
    add_life_event,
    change_group,
    change_life_event,
    move_group,
    move_life_event,
)
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field
from heard.web.desk.settings.section import Line, Section
from heard.web.ui.pictures import DRAWING_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


class GroupForm(SettingsForm):
    """A shelf of the catalogue."""

    columns = ("name", "icon")
    name = name_field()
    icon = forms.ChoiceField(label=_("Drawing"), choices=DRAWING_CHOICES, required=False)

    def save(self, actor: Actor) -> ServiceGroup:
        """Add it or change it."""
        if self.row:
            change_group(self.row, actor=actor, **self.values())
            return cast("ServiceGroup", self.row)
        return add_group(code=code_of(self.cleaned_data["name"]), actor=actor, **self.values())


class LifeEventForm(SettingsForm):
    """A time of life, and what helps then."""

    columns = ("name", "icon")
    only_later = ("services",)
    name = name_field()
    icon = forms.ChoiceField(label=_("Drawing"), choices=DRAWING_CHOICES, required=False)
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), label=_("What it brings together"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def initial_of(self, row: Any) -> dict[str, Any]:
        """With the services it brings together."""
        return super().initial_of(row) | {"services": list(row.services.all())}

    def prepare(self) -> None:
        """Every service in use."""
        if self.row:
            self.offer("services", Service.objects.filter(active=True).order_by("name"))

    def save(self, actor: Actor) -> LifeEvent:
        """Add it or change it."""
        if self.row:
            services = self.cleaned_data["services"]
            change_life_event(self.row, actor=actor, services=services, **self.values())
            return cast("LifeEvent", self.row)
        return add_life_event(code=code_of(self.cleaned_data["name"]), actor=actor, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [
        Line(row, row.name, ngettext("%(n)d service", "%(n)d services", row.offered) % {"n": row.offered})
        for row in rows
    ]


GROUPS = Section(
    slug="groups",
    title=_("Groups of services"),
    explains=_("The shelves residents choose from, in this order."),
    icon="list",
    add=_("Add a group"),
    rows=lambda: ServiceGroup.objects.annotate(offered=Count("services", filter=Q(services__active=True))),
    lines=_lines,
    form=GroupForm,
    move=move_group,
)
LIFE_EVENTS = Section(
    slug="life-events",
    title=_("Times of life"),
    explains=_("Moving house, having a baby: what brings several services together on the front page."),
    icon="heart",
    add=_("Add a time of life"),
    rows=lambda: LifeEvent.objects.annotate(offered=Count("services", filter=Q(services__active=True))),
    lines=_lines,
    form=LifeEventForm,
    move=move_life_event,
)
