"""What a service asks: a flat list of questions, to add, reword, order and retire. None is ever deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.operations import ask_by
from heard.domain.questions.models import Question, QuestionKind
from heard.domain.questions.operations import add_question, add_questionnaire, change_question, move_question
from heard.domain.questions.queries import questions_in
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.forms import SettingsForm, code_of
from heard.web.desk.settings.pages import add_errors

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest

WITH_CHOICES = {QuestionKind.CHOICE, QuestionKind.CHOICES}


class QuestionForm(SettingsForm):
    """One question. What kind of answer it takes is settled once: old answers are read by it."""

    columns = ("label", "hint", "kind", "required", "public", "retired")
    label = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the question")},
    )
    hint = forms.CharField(label=gettext_lazy("Hint (optional)"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Answer"), choices=QuestionKind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        help_text=gettext_lazy("For a list: one a line. To reword one that was asked, keep what stands before its =."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    public = forms.BooleanField(label=gettext_lazy("Its answers may be shown on public pages"), required=False)
    retired = forms.BooleanField(
        label=gettext_lazy("No longer asked"),
        help_text=gettext_lazy("Answers given so far stay readable."),
        required=False,
    )

    def initial_of(self, row: Any) -> dict[str, Any]:
        """Choices as lines: code = words."""
        lines = "\n".join(f"{choice['code']} = {choice['label']}" for choice in row.choices)
        return super().initial_of(row) | {"choices": lines}

    def prepare(self) -> None:
        """A new question is not retired, and the kind of an old one stays."""
        if self.row:
            self.fields["kind"].disabled = True
        else:
            del self.fields["retired"]

    def clean(self) -> dict[str, Any]:
        """A list needs something to choose from."""
        data = super().clean() or {}
        data["choices"] = choices_in(data.get("choices", "")) if data.get("kind") in WITH_CHOICES else []
        if data.get("kind") in WITH_CHOICES and not data["choices"]:
            self.add_error("choices", _("Write at least one choice"))
        return data

    def save(self, actor: Actor) -> Question:
        """Change it; new ones are added by the page, which knows the service."""
        change_question(self.row, actor=actor, choices=self.cleaned_data["choices"], **self.values())
        return self.row


def choices_in(text: str) -> list[dict[str, str]]:
    """Lines as choices: "deep = Deeper than a hand", or the words alone, which then make the code."""
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        code, given, label = (part.strip() for part in line.partition("="))
        found[code_of(code)] = label if given and label else code
    return [{"code": code, "label": label} for code, label in found.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def questions(request: DeskRequest, service_id: UUID) -> HttpResponse:
    """The list, and a form for one more."""
    service = get_object_or_404(Service.objects.select_related("questionnaire"), pk=service_id)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added(service, form, actor_of(request)):
        messages.success(request, _("Added. Residents are asked it from now on."))
        return redirect("desk:settings_questions", service.id)
    listed = questions_in(service.questionnaire_id, with_retired=True)
    shared = Service.objects.filter(questionnaire=service.questionnaire_id).exclude(pk=service.pk)
    context = {
        "service": service,
        "form": form,
        "asked": [question for question in listed if not question.retired],
        "retired": [question for question in listed if question.retired],
        "also": list(shared) if service.questionnaire_id else [],
    }
    return desk_page(request, "desk/settings/questions.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def question(request: DeskRequest, service_id: UUID, question_id: UUID) -> HttpResponse:
    """One question, to reword or to retire."""
    service, found = _asked_by(service_id, question_id)
    form = QuestionForm(request.POST if request.method == "POST" else None, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(actor_of(request))
        except HeardError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:settings_questions", service.id)
    context = {"service": service, "question": found, "form": form}
    return desk_page(request, "desk/settings/question.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def move(request: DeskRequest, service_id: UUID, question_id: UUID) -> HttpResponse:
    """One place earlier or later."""
    service, found = _asked_by(service_id, question_id)
    move_question(found, step=-1 if request.POST.get("step") == "up" else 1, actor=actor_of(request))
    return redirect("desk:settings_questions", service.id)


def _asked_by(service_id: UUID, question_id: UUID) -> tuple[Service, Question]:
    service = get_object_or_404(Service, pk=service_id)
    return service, get_object_or_404(Question, pk=question_id, questionnaire=service.questionnaire_id)


def _added(service: Service, form: QuestionForm, actor: Actor) -> bool:
    """Whether it was; what stood against it, the form says."""
    values = form.values() | {"choices": form.cleaned_data["choices"]}
    try:
        with transaction.atomic():
            questionnaire = service.questionnaire
            if questionnaire is None:
                questionnaire = add_questionnaire(name=service.name, questions=(), actor=actor)
                ask_by(service, questionnaire=questionnaire, actor=actor)
            add_question(questionnaire, code=code_of(values["label"]), actor=actor, **values)
    except HeardError as error:
        add_errors(form, error)
        return False
    return True
