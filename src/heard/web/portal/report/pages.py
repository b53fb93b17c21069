"""Which page answers to which name, and the page a report begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from heard.web.portal.report import steps
from heard.web.portal.report.asset import AssetStep
from heard.web.portal.report.base import open_making
from heard.web.portal.report.check import CheckStep
from heard.web.portal.report.contact import ContactStep
from heard.web.portal.report.details import DetailsStep
from heard.web.portal.report.nearby import NearbyStep
from heard.web.portal.report.photos import PhotosStep
from heard.web.portal.report.place import PlaceStep
from heard.web.portal.report.questions import QuestionsStep, StopStep
from heard.web.portal.report.service import ServiceStep

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponseBase

_PAGES = (ServiceStep, PlaceStep, AssetStep, NearbyStep, DetailsStep, PhotosStep, ContactStep, CheckStep, StopStep)
QUESTIONS = QuestionsStep.as_view()
PAGES = {page.step: page.as_view() for page in _PAGES}


def start(request: HttpRequest) -> HttpResponseBase:
    """What is it about? Where the home page has answered that: what is asked first, or where it is."""
    if not request.GET.get("service"):
        return PAGES[steps.SERVICE](request)
    says_place = request.method == "POST" and not request.POST.keys().isdisjoint({"lon", "address"})
    if not says_place and open_making(request, None).asks.first:
        return QUESTIONS(request)
    return PAGES[steps.PLACE](request)


def questions(request: HttpRequest, draft_id: UUID, page: str) -> HttpResponseBase:
    """One page of the service's questionnaire."""
    return QUESTIONS(request, draft_id=draft_id, page=page)


def step(request: HttpRequest, draft_id: UUID, step: str) -> HttpResponseBase:
    """One page of a report that was begun."""
    if step not in PAGES:
        raise Http404
    return PAGES[step](request, draft_id=draft_id)
