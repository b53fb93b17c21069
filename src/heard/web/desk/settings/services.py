"""Services: the list, and the form about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.assets.models import Layer
from heard.domain.catalogue.models import Closers, LifeEvent, Priority, Service, ServiceGroup
from heard.domain.catalogue.operations import add_service, change_service, move_service
from heard.domain.catalogue.rules.checking import OLDEST
from heard.domain.catalogue.rules.offering import ages_in_words, asks_age, season_in_words
from heard.domain.places.queries import active_areas
from heard.domain.questions.models import Questionnaire
from heard.domain.teams.models import Department
from heard.domain.workflows.models import Workflow
from heard.web.desk.settings.day_of_year import DayOfYearField
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field
from heard.web.desk.settings.section import Line, Section
from heard.web.ui.pictures import DRAWING_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


def _truth(label: Any, hint: Any = "", *, initial: bool = False) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=hint, required=False, initial=initial)


def _number(label: Any, initial: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, initial=initial)


def _age(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=OLDEST, required=False)


def _one_of(model: type[Any], label: Any, empty: Any, hint: Any = "") -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(model.objects.none(), label=label, empty_label=empty, help_text=hint, required=False)


class ServiceForm(SettingsForm):
    """Something a resident can ask for."""

    columns = (
        "name",
        "group",
        "description",
        "words",
        "icon",
        "information",
        "information_only",
        "fee",
        "department",
        "season_from",
        "season_until",
        "areas",
        "age_from",
        "age_until",
        "questionnaire",
        "needs_location",
        "at_home",
        "asset_layer",
        "needs_contact",
        "confidential",
        "workflow",
        "default_priority",
        "closers",
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
    life_events = forms.ModelMultipleChoiceField(
        LifeEvent.objects.none(),
        label=gettext_lazy("Times of life (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    description = forms.CharField(label=gettext_lazy("Description (optional)"), max_length=300, required=False)
    words = forms.CharField(
        label=gettext_lazy("What residents call it (optional)"),
        help_text=gettext_lazy("One word or phrase a line. The search finds the service by them."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    icon = forms.ChoiceField(label=gettext_lazy("Drawing"), choices=DRAWING_CHOICES, required=False)
    information = forms.CharField(
        label=gettext_lazy("What to know before asking (optional)"),
        help_text=gettext_lazy("Stands on the service’s own page, before the first question."),
        widget=forms.Textarea({"rows": 6}),
        required=False,
    )
    information_only = _truth(gettext_lazy("Information only: nothing is reported here"))
    fee = forms.CharField(
        label=gettext_lazy("What it costs (optional)"),
        help_text=gettext_lazy("In words, such as “£42 a year”."),
        max_length=100,
        required=False,
    )
    department = _one_of(
        Department,
        gettext_lazy("Department"),
        gettext_lazy("None"),
        gettext_lazy("Residents can ask once this department is live. Without one, they can at once."),
    )
    season_from = DayOfYearField(
        label=gettext_lazy("From (optional)"),
        help_text=gettext_lazy("A day of the year, such as 1 April. Empty: all year."),
        max_length=20,
        required=False,
    )
    season_until = DayOfYearField(label=gettext_lazy("Until (optional)"), max_length=20, required=False)
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("In these areas alone (optional)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    age_from = _age(gettext_lazy("Youngest (optional)"))
    age_until = _age(gettext_lazy("Oldest (optional)"))
    questionnaire = _one_of(Questionnaire, gettext_lazy("What it asks"), gettext_lazy("Nothing"))
    needs_location = _truth(gettext_lazy("Residents must say where it is"), initial=True)
    at_home = _truth(
        gettext_lazy("The place is the resident’s own home"),
        gettext_lazy("It is never shown to others more exactly than its area, and forgotten with the resident."),
    )
    asset_layer = forms.ChoiceField(label=gettext_lazy("Which of the council’s things it is about"), required=False)
    needs_contact = _truth(gettext_lazy("Residents must say how to reach them"))
    confidential = _truth(
        gettext_lazy("Confidential"),
        gettext_lazy(
            "New cases are seen by their team alone and never on a public page. Cases there are stay as they are."
        ),
    )
    workflow = _one_of(Workflow, gettext_lazy("How it is worked on"), gettext_lazy("Freely"))
    default_priority = forms.ChoiceField(
        label=gettext_lazy("Priority of a new case"), choices=Priority.choices, initial=Priority.NORMAL
    )
    closers = forms.ChoiceField(label=gettext_lazy("Who may close it"), choices=Closers.choices, initial=Closers.ANYONE)
    duplicate_radius_m = _number(gettext_lazy("Perhaps the same within (metres)"), 100, 10_000)
    duplicate_days = _number(gettext_lazy("Perhaps the same within (days)"), 30, 3650)
    reopen_days = _number(gettext_lazy("Residents may say “not fixed” for (days)"), 14, 3650)
    active = _truth(gettext_lazy("Offered to residents"), initial=True)

    def initial_of(self, row: Any) -> dict[str, Any]:
        """With its times of life."""
        return super().initial_of(row) | {"life_events": list(row.life_events.all())}

    def prepare(self) -> None:
        """What there is to choose from; of areas and times of life perhaps nothing, and then they are not asked."""
        self.offer("group", ServiceGroup.objects.all())
        self.offer("life_events", LifeEvent.objects.all())
        self.offer("department", Department.objects.filter(active=True).order_by("name"))
        self.offer("questionnaire", Questionnaire.objects.order_by("name"))
        self.offer("workflow", Workflow.objects.all())
        areas = cast("forms.MultipleChoiceField", self.fields["areas"])
        areas.choices = list(active_areas().values_list("code", "name"))
        layers = Layer.objects.filter(active=True).values_list("code", "name")
        cast("forms.ChoiceField", self.fields["asset_layer"]).choices = [("", _("None")), *layers]

    def save(self, actor: Actor) -> Service:
        """Add it or change it."""
        events = self.cleaned_data["life_events"]
        if self.row:
            change_service(self.row, actor=actor, life_events=events, **self.values())
            return cast("Service", self.row)
        code = code_of(self.cleaned_data["name"])
        return add_service(code=code, actor=actor, life_events=events, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, _said_of(row), off=not row.active, shelf=row.group.name) for row in rows]


def _said_of(service: Service) -> str:
    waits = service.department is not None and not service.department.live
    parts = [
        service.description,
        _("Confidential") if service.confidential else "",
        _("Information only") if service.information_only else "",
        season_in_words(service),
        ages_in_words(service) if asks_age(service) else "",
        service.fee,
        _("asks questions") if service.questionnaire_id else "",
        _("%(department)s is not live yet") % {"department": service.department} if waits else "",
    ]
    return " · ".join(str(part) for part in parts if part)


def _links(service: Service) -> list[tuple[str, str]]:
    return [
        (_("What it promises"), reverse("desk:settings_targets", args=[service.id])),
        (_("What it asks"), reverse("desk:settings_questions", args=[service.id])),
        (_("How long things are kept"), reverse("desk:settings_list", args=["retention"])),
        (_("As residents see it"), reverse("portal:service", args=[service.code])),
    ]


SERVICES = Section(
    slug="services",
    title=gettext_lazy("Services"),
    explains=gettext_lazy("What residents can ask for, what is promised, and what they are asked."),
    icon="sign",
    add=gettext_lazy("Add a service"),
    rows=lambda: Service.objects.select_related("group", "department").order_by(
        "group__position", "group__name", "position", "name"
    ),
    lines=_lines,
    form=ServiceForm,
    move=move_service,
    links=_links,
    template="desk/settings/service.html",
    list_template="desk/settings/services.html",
)
