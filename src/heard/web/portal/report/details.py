"""What is wrong, in the resident's own words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.web.portal.report import steps
from heard.web.portal.report.base import Step

LONGEST = 4000


class DetailsForm(forms.Form):
    """One box. After questions that were answered it asks for what they left open."""

    description = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Say it in your own words. Leave out names, phone numbers and anything private."),
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST,
        error_messages={
            "required": _("Tell us what is wrong. A few words are enough."),
            "max_length": _("Use %(limit_value)s characters or fewer. You have %(show_value)s."),
        },
    )

    def __init__(self, *args: Any, answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answered:
            self.fields["description"].label = _("What else should we know?")


class DetailsStep(Step):
    """After the service's questions."""

    step = steps.DETAILS
    template: ClassVar[str] = "portal/report/details.html"

    def form(self) -> DetailsForm:
        """What was said before."""
        initial = {"description": self.making.data.get("description", "")}
        return DetailsForm(answered=bool(self.making.asks.said), initial=initial)

    def bound_form(self) -> DetailsForm:
        """What was just said."""
        return DetailsForm(self.request.POST, answered=bool(self.making.asks.said))

    def read(self, form: forms.Form) -> dict[str, Any]:
        """The words."""
        return {"description": form.cleaned_data["description"].strip()}
