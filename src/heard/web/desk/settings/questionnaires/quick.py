"""The short forms of the builder: a question, a stop, a page in a few fields. Their own pages ask the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.definition import WITH_CHOICES, Definition, Question
from heard.domain.questions.rules.editing import add_question, add_stop, choices_read, question_code
from heard.web.desk.settings.questionnaires.branching import answers_to_choose, condition_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.questions.rules.definition import Page

OFTEN = (
    QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.CHOICES, QuestionKind.TEXT, QuestionKind.LONG_TEXT,
    QuestionKind.NUMBER, QuestionKind.DATE,
)  # fmt: skip
RARELY = tuple(kind for kind in QuestionKind if kind not in OFTEN)
# These need more than the short form asks.
UNFINISHED = frozenset({QuestionKind.ASSET, QuestionKind.CALCULATED})


def kinds_to_choose() -> list[tuple[Any, Any]]:
    """The kinds of answers, the likeliest first."""
    often, rarely = ([(kind.value, kind.label) for kind in kinds] for kinds in (OFTEN, RARELY))
    return [*often, (gettext_lazy("More"), rarely)]


class QuickQuestion(forms.Form):
    """One more question on a page."""

    label = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the question")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Answer"), choices=kinds_to_choose)
    choices = forms.CharField(
        label=gettext_lazy("Choices, one a line"),
        widget=forms.Textarea({"rows": 4, "data-kinds": " ".join(sorted(WITH_CHOICES))}),
        required=False,
    )
    only_when = forms.ChoiceField(label=gettext_lazy("Asked"), required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)

    def __init__(self, page: Page, definition: Definition, data: Any = None, *, fresh: bool = False) -> None:
        super().__init__(data, auto_id=f"{page.code}_%s")
        self.page, self.definition = page, definition
        self.earlier = _up_to(page, definition)
        answers = answers_to_choose(self.earlier)
        only = [(_("Only when: %(question)s") % {"question": words}, options) for words, options in answers]
        when = self.fields["only_when"]
        when.choices = [("", _("Always")), *only]  # type: ignore[attr-defined]
        if not answers:
            del self.fields["only_when"]
        if fresh:
            self.fields["label"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """A list needs something to choose from."""
        data = super().clean() or {}
        if data.get("kind") in WITH_CHOICES and not choices_read(data.get("choices", "")):
            self.add_error("choices", _("Write at least one choice"))
        return data

    def question(self, definition: Definition) -> Question:
        """What was typed, under a code that is free."""
        said = self.cleaned_data
        return Question(
            code=question_code(definition, said["label"]),
            kind=said["kind"],
            label=said["label"],
            required=said["required"] and said["kind"] != QuestionKind.CALCULATED,
            show_if=condition_for(said.get("only_when", ""), self.earlier),
            choices=choices_read(said["choices"]) if said["kind"] in WITH_CHOICES else (),
        )

    def added_to(self, definition: Definition) -> Definition:
        """The definition with this question."""
        return add_question(definition, self.page.code, self.question(definition))


class QuickStop(forms.Form):
    """One more reason to go no further."""

    when = forms.ChoiceField(
        label=gettext_lazy("Stop when"), error_messages={"required": gettext_lazy("Choose the answer that stops it")}
    )
    title = forms.CharField(
        label=gettext_lazy("Say"),
        help_text=gettext_lazy("For example: This is private land"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why it stops")},
    )
    text = forms.CharField(
        label=gettext_lazy("And whom to ask instead (optional)"), widget=forms.Textarea({"rows": 3}), required=False
    )

    def __init__(self, definition: Definition, data: Any = None) -> None:
        super().__init__(data, auto_id="stop_%s")
        self.asked = list(definition.questions())
        answers = answers_to_choose(self.asked)
        self.possible = bool(answers)
        self.fields["when"].choices = [("", _("Choose an answer")), *answers]  # type: ignore[attr-defined]

    def added_to(self, definition: Definition) -> Definition:
        """The definition with this stop."""
        said = self.cleaned_data
        return add_stop(definition, condition_for(said["when"], self.asked), said["title"], text=said["text"].strip())


class QuickPage(forms.Form):
    """One more page."""

    title = forms.CharField(
        label=gettext_lazy("Title of the page"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the page a title")},
    )


def _up_to(page: Page, definition: Definition) -> list[Question]:
    """The questions that come before one that is added to the end of this page."""
    found: list[Question] = []
    for one in definition.pages:
        found += _asked(one.questions)
        if one.code == page.code:
            break
    return found


def _asked(questions: Iterable[Question]) -> list[Question]:
    return [question for question in questions if not question.retired]
