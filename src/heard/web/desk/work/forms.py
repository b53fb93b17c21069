"""The forms of a task added by hand, and of a further case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import active_services
from heard.domain.teams.models import Team
from heard.domain.teams.queries import active_teams
from heard.domain.teams.rules.targets import InvalidTarget, Target

if TYPE_CHECKING:
    from typing import Any

    from heard.domain.cases.models import Case


class TaskForm(forms.Form):
    """One more thing to do."""

    title = forms.CharField(
        label=_("What is to be done?"), max_length=200, error_messages={"required": _("Say what is to be done")}
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Who does it?"),
        required=False,
        empty_label=_("The team of the case"),
        help_text=_("Another team can read the case as long as it is open."),
    )
    target = forms.CharField(
        label=_("By when? (optional)"),
        required=False,
        max_length=16,
        help_text=_("4h is working time, 2d are working days of the team that does it."),
    )
    checklist = forms.CharField(
        label=_("Check-list (optional)"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One line for each thing to tick."),
    )
    required = forms.BooleanField(label=_("It must be done before the case goes on"), required=False)

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data)
        teams = active_teams().none() if case.confidential else active_teams()  # it is its own team's alone
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean_target(self) -> str:
        """As the language of targets has it."""
        try:
            return str(Target.parse(self.cleaned_data["target"])) if self.cleaned_data["target"] else ""
        except InvalidTarget as error:
            raise forms.ValidationError(error.sentence) from error

    def clean_checklist(self) -> list[str]:
        """Its lines."""
        return [line for line in self.cleaned_data["checklist"].splitlines() if line.strip()]


class FurtherCaseForm(forms.Form):
    """Work of another service that this case needs."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("What is needed?"),
        empty_label=_("Choose a service"),
        error_messages={"required": _("Choose a service")},
    )
    text = forms.CharField(
        label=_("What do they need to know?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=5000,
        help_text=_("The new case carries nobody's name. Leave names and addresses of people out."),
        error_messages={"required": _("Say what they need to know")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["service"].queryset = active_services()  # type: ignore[attr-defined]
