"""What every page of a report does: open the draft, show a form, keep the answer, go on to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from heard.domain.cases.models import Draft
from heard.domain.cases.operations.drafts import save_draft
from heard.domain.cases.queries.drafts import draft_with_case
from heard.domain.catalogue.queries import shown_services
from heard.domain.catalogue.rules.offering import Reason
from heard.web.portal.report import steps
from heard.web.portal.report.browser import own_drafts, remember_draft
from heard.web.portal.report.making import Making
from heard.web.portal.report.nearness import similar_reports
from heard.web.portal.visitor import reading_language

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from heard.domain.catalogue.models import Service


@method_decorator(never_cache, name="dispatch")
class Step(View):
    """One page. A subclass names its step, its form and its template."""

    step: ClassVar[str]
    template: ClassVar[str]
    making: Making

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open the draft first; a report already sent only shows what became of it."""
        self.making = open_making(request, kwargs.pop("draft_id", None))
        if self.making.draft.sent_as:
            return redirect("portal:sent", draft_id=self.making.draft.id)
        if self.making.service is None and self.step != steps.SERVICE:
            return redirect(self.address_of(steps.SERVICE) if self.making.saved else "portal:report")
        if elsewhere := self._turned_away() or self._asked_first():
            return redirect(elsewhere)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Show the page with what was answered before."""
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Keep the answer and go on, or say what to change."""
        form = self.bound_form()
        changes = self.read(form) if form.is_valid() else None
        if changes is None:
            return self.page(form, status=400)
        self.keep(changes)
        return self.go_on()

    def form(self) -> forms.Form:
        """The page's form, with what was answered before."""
        raise NotImplementedError

    def bound_form(self) -> forms.Form:
        """The page's form with what was just sent."""
        raise NotImplementedError

    def read(self, form: Any) -> dict[str, Any] | None:
        """The draft's changes in the page's form; None where the form now says what is wrong."""
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        """What the template needs besides."""
        return {}

    def page(self, form: forms.Form | None, *, status: int = 200) -> HttpResponse:
        """The page as it is now."""
        context = {
            "form": form,
            "making": self.making,
            "stages": [name for name, _pages in steps.STAGES],
            "stage": steps.stage_of(self.stands_at),
            "back": self.back(),
        }
        return render(self.request, self.template, context | self.words(), status=status)

    def keep(self, changes: dict[str, Any]) -> None:
        """Save what was answered, and that it was."""
        done = steps.after(self.making.done, self.stands_at)
        self.making = self.with_draft(save_draft(self.making.draft, **changes, done=done))
        if steps.ASSET not in done and not self.making.asks_asset:
            done = [*done, steps.ASSET]
            self.making = self.with_draft(save_draft(self.making.draft, done=done))
        if steps.NEARBY not in done and self.step in steps.UPSETS and not similar_reports(self.making):
            done = steps.after(set(done), steps.NEARBY)  # there is nothing to ask
            self.making = self.with_draft(save_draft(self.making.draft, done=done))

    def with_draft(self, draft: Draft) -> Making:
        """The report with its draft as it was just saved."""
        return _making(draft, saved=True, language=self.making.language)

    def go_on(self) -> HttpResponse:
        """To the next page that is not answered."""
        response = redirect(self.address_of(self.making.asks.next_step))
        remember_draft(self.request, response, self.making.draft.id)
        return response

    def _turned_away(self) -> str:
        """Where to go while the service is not for them, or not now; a place that does not fit can be changed."""
        service, refused = self.making.service, self.making.why_not
        if service is None or self.step == steps.SERVICE:
            return ""
        if refused and refused.reason == Reason.AREA:
            return "" if self.step == steps.PLACE else self.address_of(steps.PLACE)
        return reverse("portal:service", args=[service.code]) if refused or self.making.still_asks_age else ""

    def _asked_first(self) -> str:
        """Where to go while the questions before the place are open: they may say that one cannot report it at all."""
        if not self.making.saved or self.step in {steps.SERVICE, steps.QUESTIONS, steps.STOP, steps.CHECK}:
            return ""
        waits = next((step for step in self.making.asks.first if step not in self.making.done), None)
        return self.address_of(waits) if waits else ""

    @property
    def stands_at(self) -> str:
        """The name of this page among the steps."""
        return self.step

    def address_of(self, step: str) -> str:
        """Where a page of this report is."""
        where: dict[str, Any] = {"draft_id": self.making.draft.id}
        if step.startswith(steps.QUESTIONS):
            return reverse("portal:questions", kwargs=where | {"page": step.removeprefix(steps.QUESTIONS)})
        return reverse("portal:step", kwargs=where | {"step": step})

    def back(self) -> str:
        """The page before; the front door before the first."""
        order = self.making.asks.order
        at = order.index(self.stands_at) if self.stands_at in order else 0
        skipped = {steps.NEARBY} | (set() if self.making.asks_asset else {steps.ASSET})
        before = next((step for step in reversed(order[:at]) if step not in skipped), None)
        if before is None or not self.making.saved:
            return reverse("portal:home")
        return self.address_of(before)


def open_making(request: HttpRequest, draft_id: UUID | None) -> Making:
    """The report this browser began; without an id, one that nobody has begun yet. Somebody else's is not there."""
    if draft_id is None:
        service = request.GET.get("service", "")
        draft = Draft(data={"service": service, "done": [steps.SERVICE]} if service else {})
        return _making(draft, saved=False, language=reading_language(request))
    if draft_id not in own_drafts(request):
        raise Http404
    try:
        return _making(draft_with_case(draft_id), saved=True, language=reading_language(request))
    except Draft.DoesNotExist as error:
        raise Http404 from error


def _making(draft: Draft, *, saved: bool, language: str) -> Making:
    return Making(draft, _service(draft.data.get("service", "")), saved, language)


def _service(code: str) -> Service | None:
    return shown_services().filter(code=code).first() if code else None
