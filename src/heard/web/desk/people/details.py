"""What a resident is called, speaks, needs and prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import ContactHours, Need, PersonKind
from heard.domain.people.operations.profile import update_profile
from heard.domain.people.queries.topics import active_topics
from heard.domain.people.rules.profiles import LONGEST_NAME, PREFERRED_CHANNELS
from heard.web.desk.people.forms import PersonForm
from heard.web.ui.forms import DayMonthYear

if TYPE_CHECKING:
    from heard.kernel.actor import Actor

IN_DETAILS = ("other_names", "pronouns", "role", "birth_date")


class DetailsForm(PersonForm):
    """The profile."""

    do = "details"
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=PersonKind.choices, widget=forms.RadioSelect, required=True
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("As they write it themselves."),
    )
    other_names = forms.CharField(
        label=gettext_lazy("Other names (optional)"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("One a line: a maiden name, the name in another script."),
    )
    pronouns = forms.CharField(label=gettext_lazy("Pronouns (optional)"), required=False, max_length=LONGEST_NAME)
    role = forms.CharField(
        label=gettext_lazy("Position (optional)"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Of somebody who writes for an organisation."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    other_languages = forms.MultipleChoiceField(
        label=gettext_lazy("Other languages (optional)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    preferred_channel = forms.ChoiceField(
        label=gettext_lazy("How do they like to be reached?"),
        choices=list(PREFERRED_CHANNELS.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    contact_hours = forms.ChoiceField(
        label=gettext_lazy("When?"), choices=ContactHours.choices, required=False, widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What do they need? (optional)"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what they asked for: it may tell of their health."),
    )
    interests = forms.MultipleChoiceField(
        label=gettext_lazy("What are they interested in? (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Birth date (optional)"),
        required=False,
        widget=DayMonthYear,
        help_text=gettext_lazy("Only where a service needs it. For example, 2 3 1960."),
        error_messages={"invalid": gettext_lazy("Enter a birth date like 2 March 1960")},
    )

    def prepare(self) -> None:
        """What we know."""
        person = self.whole.person
        spoken = dict(settings.HEARD_SPOKEN_LANGUAGES)
        known = {code: spoken.get(code, code) for code in (*spoken, person.language, *person.other_languages)}
        self.fields["language"].choices = list(known.items())  # type: ignore[attr-defined]
        self.fields["other_languages"].choices = list(known.items())  # type: ignore[attr-defined]
        topics = {topic.code: topic.name for topic in active_topics()}
        topics |= {code: code for code in person.interests if code not in topics}
        self.fields["interests"].choices = list(topics.items())  # type: ignore[attr-defined]
        if not topics:
            del self.fields["interests"]
        self.initial = {name: getattr(person, name) for name in self.fields if name not in IN_DETAILS}
        self.initial |= {name: person.details.get(name, "") for name in IN_DETAILS}
        self.initial["other_names"] = "\n".join(person.details.get("other_names", []))

    def clean_other_names(self) -> list[str]:
        """One a line."""
        return [line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip()]

    def save(self, actor: Actor) -> str:
        """Change what differs."""
        changed = update_profile(self.whole.person, actor=actor, **self.cleaned_data)
        return _("Saved.") if changed else _("Nothing was different.")


FORMS = (DetailsForm,)
