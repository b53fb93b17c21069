"""One page: its title, what stands on it, when it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.questions.rules import editing
from heard.domain.questions.rules.asking import before
from heard.web.desk.access import actor_of
from heard.web.desk.conditions.form import ConditionForm
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.builder import back_to
from heard.web.desk.settings.questionnaires.making import Making, making_of, vocabulary_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.questions.rules.definition import Definition, Page
    from heard.web.desk.access import DeskRequest

COLUMNS = ("title", "text", "first")


class PageForm(ConditionForm, forms.Form):
    """A page of a questionnaire."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the page a title")},
    )
    text = forms.CharField(
        label=gettext_lazy("What people read before the questions (optional)"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    first = forms.BooleanField(
        label=gettext_lazy("Ask it before the place"),
        help_text=gettext_lazy("To check first whether one can report this at all."),
        required=False,
    )

    def __init__(self, page: Page, making: Making, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(page, name) for name in COLUMNS})
        self.edit(
            page.show_if,
            vocabulary_after(before(making.definition, page), placed=not page.first),
            label=gettext_lazy("Show it when"),
            always=gettext_lazy("It is always shown"),
            name="show_if",
        )

    def columns(self) -> dict[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in (*COLUMNS, "show_if")}


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def page(request: DeskRequest, questionnaire_id: UUID, code: str) -> HttpResponse:
    """Its form."""
    making = making_of(questionnaire_id)
    try:
        found = editing.page_of(making.definition, code)
    except editing.NotThere as error:
        raise Http404 from error
    form = PageForm(found, making, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        making.edit(lambda now: editing.change_page(now, code, **form.columns()), actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return back_to(questionnaire_id, code)
    context = {
        "questionnaire": making.questionnaire,
        "form": form,
        "page": found,
        "problems": [one.sentence for one in making.problems if one.path.startswith(f"pages.{code}.")],
    }
    return desk_page(request, "desk/settings/questionnaires/page.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def act(request: DeskRequest, questionnaire_id: UUID, code: str) -> HttpResponse:
    """Move it, copy it, remove it: `do` says which."""
    making = making_of(questionnaire_id)
    asked = making.asked_codes
    steps: dict[str, Callable[[Definition], Definition]] = {
        "up": lambda now: editing.move_page(now, code, step=-1),
        "down": lambda now: editing.move_page(now, code, step=1),
        "copy": lambda now: editing.copy_page(now, code),
        "out": lambda now: editing.remove_page(now, code, asked=asked),
    }
    step = steps.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    making.edit(step, actor=actor_of(request))
    return redirect("desk:settings_questionnaire", questionnaire_id)
