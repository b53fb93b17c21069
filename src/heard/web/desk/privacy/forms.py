"""The forms of requests: take one down, take longer, refuse, say what was done."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.privacy.models import REFUSALS, Outcome, RequestChannel, RequestKind
from heard.domain.privacy.operations.requests import MOST_CHARACTERS


class TakeDownForm(forms.Form):
    """What somebody asked by phone, by letter or at the counter."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do they ask for?"),
        choices=RequestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they ask for.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did they ask?"),
        choices=[choice for choice in RequestChannel.choices if choice[0] != RequestChannel.PORTAL],
    )
    asked_on = forms.DateField(
        label=gettext_lazy("When did it reach us?"),
        help_text=gettext_lazy("The days to answer count from here."),
        initial=timezone.localdate,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": gettext_lazy("Enter a day like 2026-11-24.")},
    )
    details = forms.CharField(
        label=gettext_lazy("In their words (optional)"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_asked_on(self) -> datetime:
        """As the moment of that day: now, for today."""
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that is not in the future."))
        if day == timezone.localdate():
            return timezone.now()
        return timezone.make_aware(datetime.combine(day, time(12)))


def _words(label: Any, hint: Any = "", *, required: bool = True, missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": missing} if missing else None,
    )


class ExtendForm(forms.Form):
    """More time, once."""

    reason = _words(
        gettext_lazy("Why does it take longer?"),
        gettext_lazy("They are told."),
        missing=gettext_lazy("Say why it takes longer. They are told."),
    )


class RefuseForm(forms.Form):
    """Why not."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=[(one.value, one.label) for one in Outcome if one in REFUSALS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why.")},
    )
    answer = _words(
        gettext_lazy("What we tell them"),
        gettext_lazy("Plainly, with the law it rests on. That they may complain is added."),
        missing=gettext_lazy("Say why. They are told, and may complain."),
    )


class GrantForm(forms.Form):
    """What was done, in words to them."""

    answer = _words(gettext_lazy("What we tell them (optional)"), required=False)


class EraseForm(forms.Form):
    """Nothing undoes it."""

    sure = forms.BooleanField(
        label=gettext_lazy("I know that nothing brings it back, not even a backup."),
        error_messages={"required": gettext_lazy("Tick the box to delete.")},
    )
