"""By reference: what anybody may know of a report. The whole story opens with the signed link alone: story.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import proper_reference, public_case
from heard.domain.conversations.models import Attachment
from heard.domain.conversations.queries.attachments import public_photo, public_photos_of
from heard.domain.conversations.queries.public_story import public_steps_of
from heard.domain.questions.queries import questions_answered
from heard.domain.questions.rules.answers import answers_in_words
from heard.web.portal.visitor import limit_references
from heard.web.ui.attachments import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse


class TrackForm(forms.Form):
    """A reference as somebody types it."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Enter the reference of your report.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].help_text = _("It looks like %(example)s.") % {"example": _example()}

    def clean_reference(self) -> str:
        """In its proper form, of a report that anybody may see: an unknown one and a confidential one read the same."""
        reference = proper_reference(self.cleaned_data["reference"])
        if reference is None:
            raise forms.ValidationError(
                _("Check the reference: one of its letters or digits is wrong or missing. It looks like %(example)s.")
                % {"example": _example()}
            )
        try:
            public_case(reference)
        except Case.DoesNotExist as error:
            raise forms.ValidationError(
                _("No public report has this reference. If you have the link we sent you, open that.")
            ) from error
        return reference


def track(request: HttpRequest) -> HttpResponse:
    """Ask for the reference."""
    if "reference" in request.GET:
        limit_references(request)
    form = TrackForm(request.GET if "reference" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("portal:case", reference=form.cleaned_data["reference"])
    return render(request, "portal/track.html", {"form": form, "here": "track"}, status=400 if form.is_bound else 200)


def public_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What the reference alone shows: nothing anybody wrote, and nobody's name."""
    limit_references(request)
    if (proper := proper_reference(reference)) and proper != reference:  # as somebody typed it
        return redirect("portal:case", reference=proper)
    case = _public_case(reference)
    questions = questions_answered(case, language=get_language() or "")
    context = {
        "case": case,
        "answers": answers_in_words([question for question in questions if question.public], case.answers),
        "photos": public_photos_of(case.id),
        "steps": public_steps_of(case),
    }
    return render(request, "portal/case.html", context)


def photo(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """A photo that staff made public."""
    try:
        found = public_photo(attachment_id)
    except Attachment.DoesNotExist as error:
        raise Http404 from error
    return file_answer(found, small="small" in request.GET, public=True)


def _example() -> str:
    return f"{settings.HEARD_COUNCIL['reference_prefix']}-7K3M-9XQ"


def _public_case(reference: str) -> Case:
    try:
        return public_case(reference)
    except Case.DoesNotExist as error:
        raise Http404 from error
