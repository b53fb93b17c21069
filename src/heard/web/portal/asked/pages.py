"""The pages: those of the questionnaire as a report asks them, and the last one, which sends it and shows it after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from heard.domain.cases.models import Draft
from heard.domain.cases.operations.drafts import finish_draft, save_draft
from heard.domain.conversations.queries.askings import asking_in
from heard.domain.conversations.rules.private_answers import answers_of_asking
from heard.domain.questions.rules.answers import answers_in_words
from heard.flows.answer_questionnaire import answer_questionnaire
from heard.kernel.errors import InvalidInput
from heard.web.portal.asked.answering import Answering
from heard.web.portal.report import steps
from heard.web.portal.report.photo_files import as_attachments
from heard.web.portal.report.questioning import step_of
from heard.web.portal.report.questions import QuestionsStep
from heard.web.portal.story import linked_conversation
from heard.web.portal.visitor import limit_sending, reading_language

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@method_decorator(never_cache, name="dispatch")
class AskedPage(QuestionsStep):
    """One page of the questionnaire. It keeps its answers as the page of a report does."""

    making: Answering

    def dispatch(self, request: HttpRequest, *_args: Any, token: str, code: str, page: str) -> HttpResponseBase:
        """What was not asked of them is not there; what was sent is shown, and not asked again."""
        self.token, self.code = token, page
        self.making = open_answering(request, token, code)
        if self.making.asking.answer:
            return redirect("portal:asked", token=token, code=code)
        return View.dispatch(self, request)

    def page(self, form: forms.Form | None, *, status: int = 200) -> HttpResponse:
        """The page as it is now."""
        context = {"form": form, "making": self.making, "back": self.back()}
        return _private(render(self.request, self.template, context | self.words(), status=status))

    def keep(self, changes: dict[str, Any]) -> None:
        """Save what was answered, and that it was."""
        done = steps.after(self.making.done, self.stands_at)
        self.making = replace(self.making, draft=save_draft(self.making.draft, **changes, done=done))

    def go_on(self) -> HttpResponse:
        """To the next page that is not answered."""
        return redirect(self.address_of(self.making.asks.next_step))

    def with_draft(self, draft: Draft) -> Answering:
        """The same with its draft as it was just saved."""
        return replace(self.making, draft=draft)

    def address_of(self, step: str) -> str:
        """Where a page of this questionnaire is."""
        return address_of(self.token, self.making, step)

    def back(self) -> str:
        """The page before; their report before the first."""
        return _before(self.token, self.making, self.stands_at)


@method_decorator(never_cache, name="dispatch")
class AskedWhole(View):
    """Where the letter leads: on to what is not answered yet, then sending it, then what was sent."""

    def dispatch(self, request: HttpRequest, *_args: Any, token: str, code: str) -> HttpResponseBase:
        """What was not asked of them is not there."""
        self.token = token
        self.making = open_answering(request, token, code)
        if self.making.asking.answer:
            return self._sent()
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Everything said, each with a way to change it; first what is still to be said."""
        asks = self.making.asks
        if asks.stop:
            return self._page("portal/report/stop.html", stop=asks.stop)
        if asks.next_step != steps.CHECK:
            return redirect(address_of(self.token, self.making, asks.next_step))
        return self._page("portal/asked/check.html", answers=self._answers())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it. Sent twice, it is one message."""
        asks, case = self.making.asks, self.making.case
        here = address_of(self.token, self.making, steps.CHECK)
        if asks.next_step != steps.CHECK:
            return redirect(here)
        limit_sending(request)
        try:
            answer_questionnaire(
                self.making.asking,
                conversation=self.making.conversation,
                case=case,
                answers=asks.said,
                language=asks.language,
                photos=as_attachments(self.making.photos),
            )
        except InvalidInput as error:  # what was right when it was kept is not any more, such as a thing that is gone
            return self._page("portal/asked/check.html", status=400, answers=self._answers(), problems=error.fields)
        finish_draft(self.making.draft, case=case, conversation=self.making.conversation.id)
        return redirect(here)

    def _sent(self) -> HttpResponse:
        """What was sent, in the words of whoever reads it; where it was removed, that it was."""
        asking, definition = self.making.asking, self.making.asks.definition
        kept = asking.answer.private_answers if asking.answer and not asking.answer.is_erased else {}
        said = answers_in_words(definition.questions(with_retired=True), answers_of_asking(asking.code, kept))
        return self._page("portal/asked/sent.html", answers=said, answer=asking.answer)

    def _answers(self) -> list[tuple[str, str, str]]:
        """Each with where it can be changed."""
        asks = self.making.asks
        return [
            (*said, address_of(self.token, self.making, step_of(page)))
            for page in asks.way.pages
            for said in answers_in_words(page.questions, asks.way.values)
        ]

    def _page(self, template: str, *, status: int = 200, **words: Any) -> HttpResponse:
        asking = self.making.asking
        back = "" if asking.answer else _before(self.token, self.making, self.making.asks.order[-1])
        context = {"form": None, "token": self.token, "making": self.making, "asking": asking, "back": back}
        return _private(render(self.request, template, context | words, status=status))


def open_answering(request: HttpRequest, token: str, code: str) -> Answering:
    """What this link was asked. A 404 for what it was not, and for a forged link; a 410 once its person was erased."""
    conversation = linked_conversation(token)
    asking = asking_in(conversation, code)
    if asking is None or conversation.case is None:
        raise Http404
    draft = Draft.objects.filter(pk=asking.id).first()
    return Answering(
        draft or Draft(id=asking.id),
        conversation.case.service,
        draft is not None,
        reading_language(request),
        asking=asking,
        conversation=conversation,
        case=conversation.case,
    )


def address_of(token: str, making: Answering, step: str) -> str:
    """Where a page of this questionnaire is; what is no page of it stands where the letter leads."""
    whole = [token, making.asking.code]
    if step.startswith(steps.QUESTIONS):
        return reverse("portal:asked_page", args=[*whole, step.removeprefix(steps.QUESTIONS)])
    return reverse("portal:asked", args=whole)


def _before(token: str, making: Answering, step: str) -> str:
    order = making.asks.order
    at = order.index(step) if step in order else 0
    return address_of(token, making, order[at - 1]) if at else reverse("portal:story", args=[token])


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
