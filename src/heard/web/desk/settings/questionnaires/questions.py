"""One question with everything that can be said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules import editing
from heard.domain.questions.rules.asking import before
from heard.domain.questions.rules.definition import WITH_CHOICES, Choice, Definition, Question
from heard.web.desk.access import actor_of
from heard.web.desk.conditions.form import ConditionForm
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.answer_fields import answer_fields, choice_fields
from heard.web.desk.settings.questionnaires.builder import back_to
from heard.web.desk.settings.questionnaires.making import Making, making_of, vocabulary_after
from heard.web.desk.settings.questionnaires.quick import kinds_to_choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


class QuestionForm(ConditionForm, forms.Form):
    """Its words, when it is asked, when it must be answered, and what its kind of answer needs."""

    label = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the question")},
    )
    hint = forms.CharField(label=gettext_lazy("Hint (optional)"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Answer"), choices=kinds_to_choose)
    required = forms.BooleanField(label=gettext_lazy("Must always be answered"), required=False)
    public = forms.BooleanField(label=gettext_lazy("Its answers may be shown on public pages"), required=False)

    def __init__(self, question: Question, making: Making, data: Any = None) -> None:
        super().__init__(data)
        self.question = question
        definition = making.definition
        self.of_kind = answer_fields(question)
        self.fields.update(self.of_kind | choice_fields(question))
        self.initial.update({name: getattr(question, name) for name in self._plain()})
        if question.code in making.asked_codes:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("It was asked already: old answers are read by it.")
        if question.kind == QuestionKind.CALCULATED:
            numbers = [f"{{{one.code}}}: {one.label}" for one in _numbers(definition, question)]
            self.fields["formula"].help_text = _("With + - * / ( ) and earlier numbers in braces. %(numbers)s") % {
                "numbers": "; ".join(numbers)
            }
            del self.fields["required"]
        self._edit_conditions(definition)

    def _edit_conditions(self, definition: Definition) -> None:
        """When it is asked, and when it must be answered."""
        question = self.question
        page = editing.page_asking(definition, question.code)
        earlier = vocabulary_after(before(definition, question), placed=not page.first)
        self.edit(
            question.show_if,
            earlier,
            label=gettext_lazy("Ask it when"),
            always=gettext_lazy("It is always asked"),
            name="show_if",
        )
        if question.kind != QuestionKind.CALCULATED:
            self.edit(
                question.required_if,
                earlier,
                label=gettext_lazy("It must be answered when"),
                always=gettext_lazy("Only what is said above counts"),
                name="required_if",
            )

    def _plain(self) -> list[str]:
        """The fields that are columns of the question."""
        return [*("label", "hint", "kind", "required", "public"), *self.of_kind]

    def choice_rows(self) -> Iterator[tuple[Choice, Any, Any]]:
        """Each choice with its two fields."""
        for choice in self.question.choices if self.question.kind in WITH_CHOICES else ():
            yield choice, self[f"words_{choice.code}"], self[f"picture_{choice.code}"]

    def columns(self) -> dict[str, Any]:
        """What was typed, as the question keeps it."""
        said = self.cleaned_data
        names = [*self._plain(), "show_if", "required_if"]
        columns = {name: said[name] for name in names if name in said}
        columns |= {name: _short(columns[name]) for name in ("least", "most") if name in columns}
        if said["kind"] != self.question.kind:  # what belonged to the other kind goes with it
            columns |= dict.fromkeys(("unit", "layer", "formula", "prefill"), "") | {"least": None, "most": None}
        return columns | {"choices": self._choices() if said["kind"] in WITH_CHOICES else ()}

    def _choices(self) -> tuple[Choice, ...]:
        kept = [
            replace(choice, label=words, picture=self.cleaned_data[f"picture_{choice.code}"])
            for choice, _words, _picture in self.choice_rows()
            if (words := self.cleaned_data[f"words_{choice.code}"])
        ]
        known = "\n".join(choice.label for choice in kept)
        return editing.choices_read(f"{known}\n{self.cleaned_data.get('more_choices', '')}", kept)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def question(request: DeskRequest, questionnaire_id: UUID, code: str) -> HttpResponse:
    """Its form. `up` and `down` in what is sent name a choice to move; that saves, and stays here."""
    making = making_of(questionnaire_id)
    found = _asked(making.definition, code)
    form = QuestionForm(found, making, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        columns = form.columns()
        columns["choices"] = _reordered(columns["choices"], request)
        making.edit(lambda now: editing.change_question(now, code, **columns), actor=actor_of(request))
        if columns["kind"] != found.kind or "up" in request.POST or "down" in request.POST:
            return redirect("desk:settings_questionnaire_question", questionnaire_id, code)
        messages.success(request, _("Saved in the draft."))
        return back_to(questionnaire_id, editing.page_asking(making.definition, code).code)
    context = {
        "questionnaire": making.questionnaire,
        "form": form,
        "question": found,
        "page": editing.page_asking(making.definition, code),
        "pages": making.definition.pages,
        "problems": [one.sentence for one in making.problems if one.path.startswith(f"questions.{code}.")],
    }
    return desk_page(request, "desk/settings/questionnaires/question.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def act(request: DeskRequest, questionnaire_id: UUID, code: str) -> HttpResponse:
    """Move it, copy it, take it out, ask it again: `do` says which, `page` where to."""
    making = making_of(questionnaire_id)
    asked = making.asked_codes
    page = request.POST.get("page", "")
    steps: dict[str, Callable[[Definition], Definition]] = {
        "up": lambda now: editing.move_question(now, code, step=-1),
        "down": lambda now: editing.move_question(now, code, step=1),
        "copy": lambda now: editing.copy_question(now, code),
        "onto": lambda now: editing.question_onto(now, code, page),
        "out": lambda now: editing.take_out(now, code, asked=asked),
        "again": lambda now: editing.change_question(now, code, retired=False),
    }
    step = steps.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    making.edit(step, actor=actor_of(request))
    return redirect("desk:settings_questionnaire", questionnaire_id)


def _asked(definition: Definition, code: str) -> Question:
    try:
        return editing.asked_by(definition, code)
    except editing.NotThere as error:
        raise Http404 from error


def _numbers(definition: Definition, question: Question) -> list[Question]:
    kinds = {QuestionKind.NUMBER, QuestionKind.CALCULATED}
    return [one for one in before(definition, question) if one.kind in kinds and not one.retired]


def _short(bound: Any) -> Any:
    """5.0 is 5, and nothing typed is no bound."""
    if bound in ("", None):
        return None
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound


def _reordered(choices: tuple[Choice, ...], request: DeskRequest) -> tuple[Choice, ...]:
    for button, step in (("up", -1), ("down", 1)):
        if code := request.POST.get(button):
            return editing.moved(choices, code, step) if any(one.code == code for one in choices) else choices
    return choices
