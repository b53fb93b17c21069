"""One stop: when it goes no further, what people read then, and who helps instead."""

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
from heard.web.desk.access import actor_of
from heard.web.desk.conditions.form import ConditionForm
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.making import Making, making_of, vocabulary_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.questions.rules.definition import Definition, Stop
    from heard.web.desk.access import DeskRequest


class StopForm(ConditionForm, forms.Form):
    """Why it goes no further."""

    title = forms.CharField(
        label=gettext_lazy("Say"),
        help_text=gettext_lazy("For example: This is private land"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why it stops")},
    )
    text = forms.CharField(
        label=gettext_lazy("And whom to ask instead (optional)"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    url = forms.CharField(
        label=gettext_lazy("A link to them (optional)"),
        help_text=gettext_lazy("Such as https://www.example.org/ or tel:+12035550100."),
        max_length=500,
        required=False,
    )
    words = forms.CharField(label=gettext_lazy("Words of the link (optional)"), max_length=200, required=False)

    def __init__(self, stop: Stop, making: Making, data: Any = None) -> None:
        link = {"url": stop.link.get("url", ""), "words": stop.link.get("label", "")}
        super().__init__(data, initial={"title": stop.title, "text": stop.text, **link})
        self.edit(
            stop.when,
            vocabulary_after(making.definition.questions()),
            label=gettext_lazy("Stop when"),
            always=gettext_lazy("Say when it stops"),
            name="when",
        )

    def columns(self) -> dict[str, Any]:
        """What was typed."""
        said = self.cleaned_data
        link = {"url": said["url"], "label": said["words"]}
        columns = {name: said[name] for name in ("title", "text", "when")}
        return columns | {"link": {name: words for name, words in link.items() if words} if said["url"] else {}}


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def stop(request: DeskRequest, questionnaire_id: UUID, code: str) -> HttpResponse:
    """Its form."""
    making = making_of(questionnaire_id)
    try:
        found = editing.stop_of(making.definition, code)
    except editing.NotThere as error:
        raise Http404 from error
    form = StopForm(found, making, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        making.edit(lambda now: editing.change_stop(now, code, **form.columns()), actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_questionnaire", questionnaire_id)
    context = {
        "questionnaire": making.questionnaire,
        "form": form,
        "stop": found,
        "problems": [one.sentence for one in making.problems if one.path.startswith(f"stops.{code}.")],
    }
    return desk_page(request, "desk/settings/questionnaires/stop.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def act(request: DeskRequest, questionnaire_id: UUID, code: str) -> HttpResponse:
    """Move it or remove it: `do` says which."""
    making = making_of(questionnaire_id)
    steps: dict[str, Callable[[Definition], Definition]] = {
        "up": lambda now: editing.move_stop(now, code, step=-1),
        "down": lambda now: editing.move_stop(now, code, step=1),
        "out": lambda now: editing.remove_stop(now, code),
    }
    step = steps.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    making.edit(step, actor=actor_of(request))
    return redirect("desk:settings_questionnaire", questionnaire_id)
