"""A page of the service's questionnaire, and the page that says why it goes no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.shortcuts import redirect, render

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.answers import read_way
from heard.domain.questions.rules.asking import asks_on_its_own_page
from heard.web.portal.report import steps
from heard.web.portal.report.answer_files import AnswerFiles, keep_files
from heard.web.portal.report.base import Step
from heard.web.portal.report.questioning import step_of
from heard.web.ui.question_fields import PREFIX, answers_as_initial, question_fields, sent_answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from heard.domain.questions.rules.definition import Page
    from heard.domain.questions.rules.walk import Asked, Way
    from heard.kernel.location import Location


class PageForm(forms.Form):
    """The questions of a page that are asked after what was answered so far."""

    def __init__(self, *args: Any, asked: Iterable[Asked], near: Location | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        self.fields |= question_fields(self.asked, near=near)


class QuestionsStep(Step):
    """Its questions together. What an answer makes a new question of is asked on the same page before it goes on."""

    step = steps.QUESTIONS
    template: ClassVar[str] = "portal/report/questions.html"
    asking: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Which page it is; one that is not on the way is not there, or not any more."""
        self.code = kwargs.pop("page", "")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """With what was answered before."""
        if not self._found():
            return redirect(self.address_of(self.making.asks.next_step))
        return self.page(self._form(self.making.asks.answers))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go on; or ask what these answers make necessary; or say what to change."""
        if not self._found():
            return redirect(self.address_of(self.making.asks.next_step))
        files = AnswerFiles() if self.is_lively else keep_files(self, self.asking.questions)
        sent = sent_answers(self.making.asks.definition, request.POST, {}) | files.kept
        way, wrong = self._read(sent)
        asked = way.on(self.code)
        missing = {one.question.code for one in asked} - set(request.POST.getlist("shown"))
        if self.is_lively:  # somebody is still answering: nothing is kept, and nothing is wrong yet
            return render(
                request,
                "portal/report/asked.html",
                {"form": self._form(sent, asked), "spoken": self.making.asks.spoken},
            )
        if missing and "shown" in request.POST and not way.stop:
            return self.page(self._form(sent, asked))
        if files.refused or wrong:
            return self.page(self._with_errors(sent, asked, wrong, files.refused), status=400)
        self._keep(way)
        return self.go_on()

    def words(self) -> dict[str, Any]:
        """Whether the page asks itself anew, while it is answered, for a browser with scripts."""
        kinds = {question.kind for question in self.asking.questions}
        return {
            "asking": self.asking,
            "spoken": self.making.asks.spoken,
            "lively": asks_on_its_own_page(self.asking) and QuestionKind.FILE not in kinds,
            "places": bool(kinds & {QuestionKind.PLACE, QuestionKind.ASSET}),
        }

    @property
    def is_lively(self) -> bool:
        """Whether the page's script asks what is to be asked now, while somebody still answers."""
        return "HX-Request" in self.request.headers

    @property
    def stands_at(self) -> str:
        """The step of the page that is asked."""
        return step_of(self.asking)

    def _found(self) -> bool:
        found = self.making.asks.page(self.code) if self.code else self._first_undone()
        if found is None:
            return False
        self.asking, self.code = found, found.code
        return True

    def _first_undone(self) -> Page | None:
        done = self.making.asks.pages_done
        return next((page for page in self.making.asks.way.pages if page.code not in done), None)

    def _read(self, sent: dict[str, Any]) -> tuple[Way, dict[str, str]]:
        """With what was answered on other pages. What was shown and is hidden now was no mistake: it is left behind."""
        asks = self.making.asks
        own = {question.code for question in self.asking.questions}
        shown = set(self.request.POST.getlist("shown"))
        known = {code: value for code, value in asks.answers.items() if code not in own | sent.keys()}
        until = asks.pages_done | {self.code}
        way, wrong = read_way(asks.definition, known | sent, asks.facts, until=until)
        mistaken = {name: sentence for name, sentence in wrong.items() if _code(name) in own | sent.keys()}
        left = {f"{PREFIX}{code}" for code in way.hidden if code in shown}
        return way, {name: sentence for name, sentence in mistaken.items() if name not in left}

    def _form(self, answers: dict[str, Any], asked: list[Asked] | None = None) -> PageForm:
        if asked is None:
            asked = self._read({code: answers[code] for code in self._own(answers)})[0].on(self.code)
        return PageForm(asked=asked, near=self.making.location, initial=answers_as_initial(answers))

    def _own(self, answers: dict[str, Any]) -> set[str]:
        return {question.code for question in self.asking.questions} & answers.keys()

    def _with_errors(
        self, sent: dict[str, Any], asked: list[Asked], wrong: dict[str, str], refused: dict[str, str]
    ) -> PageForm:
        """What was sent is shown again; a sentence about what is not on the page stands above it."""
        form = PageForm(self.request.POST, asked=asked, near=self.making.location, initial=answers_as_initial(sent))
        form.is_valid()
        form.errors.clear()
        for name, sentence in (wrong | refused).items():
            form.add_error(name if name in form.fields else None, sentence)
        return form

    def _keep(self, way: Way) -> None:
        asks = self.making.asks
        own = {question.code for question in self.asking.questions}
        answers = {code: value for code, value in asks.answers.items() if code not in own}
        answers |= {code: value for code, value in way.values.items() if code in own}
        self.keep({"answers": answers, "asked": str(asks.version.id) if asks.version else None})


class StopStep(Step):
    """Why it goes no further here, and who can help."""

    step = steps.STOP
    template: ClassVar[str] = "portal/report/stop.html"
    http_method_names = ["get", "head"]  # noqa: RUF012 -- Django reads it; there is nothing to send

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Nothing to answer; another answer before leads on."""
        if self.making.asks.stop is None:
            return redirect(self.address_of(self.making.asks.next_step))
        return self.page(None)

    def words(self) -> dict[str, Any]:
        """What the questionnaire says."""
        return {"stop": self.making.asks.stop}


def _code(name: str) -> str:
    return name.removeprefix(PREFIX)
