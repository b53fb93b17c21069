"""What is wrong, and what the service asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.questions.rules.answers import read_answers
from heard.kernel.errors import InvalidInput
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step, show_errors
from heard.web.ui.question_fields import answers_as_initial, given_answers, question_fields

if TYPE_CHECKING:
    from heard.domain.questions.models import Question

LONGEST = 4000


class DetailsForm(forms.Form):
    """The service's questions, then the resident's own words."""

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= question_fields(questions)
        self.fields["description"] = forms.CharField(
            label=_("What is wrong?") if not questions else _("What else should we know?"),
            help_text=_("Say it in your own words. Leave out names, phone numbers and anything private."),
            widget=forms.Textarea({"rows": 5}),
            max_length=LONGEST,
            error_messages={
                "required": _("Tell us what is wrong. A few words are enough."),
                "max_length": _("Use %(limit_value)s characters or fewer. You have %(show_value)s."),
            },
        )


class DetailsStep(Step):
    """The questions and the description on one page: they are one thought."""

    step = steps.DETAILS
    template: ClassVar[str] = "portal/report/details.html"

    def form(self) -> DetailsForm:
        """What was said before."""
        said = self.making.data
        initial = {"description": said.get("description", ""), **answers_as_initial(said.get("answers", {}))}
        return DetailsForm(questions=self.making.questions, initial=initial)

    def bound_form(self) -> DetailsForm:
        """What was just said."""
        return DetailsForm(self.request.POST, questions=self.making.questions)

    def read(self, form: forms.Form) -> dict[str, Any] | None:
        """The description and the answers as the questions understand them."""
        try:
            answers = read_answers(self.making.questions, given_answers(form.cleaned_data))
        except InvalidInput as error:
            show_errors(form, error)
            return None
        return {"description": form.cleaned_data["description"].strip(), "answers": answers}
