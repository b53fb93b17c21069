"""Has somebody reported it already? "That's mine too" joins it; otherwise the report goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.domain.questions.rules.answers import answers_in_words
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step
from heard.web.portal.report.nearness import similar_reports

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


class NearbyStep(Step):
    """Open reports of the same kind around the place, on a list and on the map."""

    step = steps.NEARBY
    template: ClassVar[str] = "portal/report/nearby.html"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """The list; nothing to ask where nothing is near."""
        self.reports = similar_reports(self.making)
        if not self.reports:
            self.keep({})
            return self.go_on()
        return self.page(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """One of them, or none."""
        self.reports = similar_reports(self.making)
        choice = request.POST.get("report", "")
        if choice in {found.case.reference for found in self.reports}:
            return redirect(f"{reverse('portal:follow', args=[choice])}?report={self.making.draft.id}")
        self.keep({})
        return self.go_on()

    def words(self) -> dict[str, Any]:
        """The reports, with how far each is in words."""
        public = [question for question in self.making.asks.definition.questions() if question.public]
        return {
            "reports": [
                (found.case, _away(found.distance_m), answers_in_words(public, found.case.answers))
                for found in self.reports
            ]
        }

    def form(self) -> forms.Form:
        """The page has buttons only."""
        raise NotImplementedError


def _away(metres: float) -> str:
    """Nobody measures a street to the metre."""
    return _("about %(metres)s metres away") % {"metres": max(10, round(metres / 10) * 10)}
