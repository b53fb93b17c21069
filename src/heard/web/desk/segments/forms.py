"""What is typed about a segment, and for its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.consent.models import Purpose
from heard.domain.consent.queries.ledger import active_topics
from heard.domain.segments.queries.segments import departments_for
from heard.domain.segments.queries.vocabulary import person_vocabulary
from heard.domain.teams.models import Department
from heard.flows.write_to_people import LONGEST_SUBJECT, LONGEST_TEXT
from heard.web.desk.conditions.form import ConditionForm

if TYPE_CHECKING:
    from heard.domain.segments.models import Segment
    from heard.domain.teams.rules.permissions import Standing


class SegmentForm(ConditionForm, forms.Form):
    """A name, what it is for, and of whom it must be so."""

    name = forms.CharField(label=_("Name"), max_length=100, error_messages={"required": _("Enter a name")})
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        empty_label=_("Choose a department"),
        help_text=_("Its managers may see and change this segment."),
        error_messages={"required": _("Choose a department")},
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("Colleagues read this. They must agree to it where the segment asks for something sensitive."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say what this segment is for")},
    )

    def __init__(self, data: Any = None, *, standing: Standing, segment: Segment | None = None) -> None:
        version = segment.current if segment else None
        super().__init__(
            data, initial={"name": segment.name, "purpose": version.purpose} if segment and version else None
        )
        departments = departments_for(standing)
        if segment:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = departments  # type: ignore[attr-defined]
            if len(departments) == 1:
                self.initial["department"] = departments[0]
        self.edit(
            version.condition if version else {},
            person_vocabulary(),
            label=_("People of whom"),
            always=_("it is everybody"),
        )

    def values(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        names = ("name", "department", "purpose", "condition")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class AudienceForm(forms.Form):
    """What would be written for, and about."""

    purpose = forms.ChoiceField(
        label=_("What you write for"), choices=[one for one in Purpose.choices if one[0] != Purpose.SERVICE]
    )
    topic = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        topics = [(topic.code, topic.name) for topic in active_topics()]
        self.fields["topic"].choices = [("", _("No topic in particular")), *topics]  # type: ignore[attr-defined]


class LetterForm(AudienceForm):
    """A message to them all."""

    subject = forms.CharField(
        label=_("Subject"), max_length=LONGEST_SUBJECT, error_messages={"required": _("Write a subject")}
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "{name} becomes the name of each reader, or “neighbour” where we know none. How to stop such messages, and "
            "where to choose others, is added below it."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 12}),
        error_messages={"required": _("Write the text")},
    )
