"""The front door: say it in your own words, pick from the shelves or by a time of life, or see what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from heard.domain.catalogue.queries import life_events, portal_shelves, services_matching, shown_services
from heard.domain.catalogue.rules.offering import is_told_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from heard.domain.catalogue.models import Service, ServiceGroup


MOST_ON_ONE_PAGE = 36  # services; a phone shows four at a time, so more stand on a page for each shelf
NAMED = 3  # services, in the words about a shelf


def home(request: HttpRequest) -> HttpResponse:
    """All services on their shelves, and the times of life that bring some together."""
    events = [
        {"title": event.name, "icon": event.icon, "href": reverse("portal:life_event", args=[event.code])}
        for event, _services in life_events()
    ]
    shelves = all_shelves()
    many = sum(len(items) for _shelf, items in shelves) > MOST_ON_ONE_PAGE
    context = {"shelves": [] if many else shelves, "groups": _groups(shelves) if many else []}
    return render(request, "portal/home.html", context | {"events": events, "here": "home"})


def life_event(request: HttpRequest, code: str) -> HttpResponse:
    """What the council does at a time of life."""
    found = next((one for one in life_events() if one[0].code == code), None)
    if found is None:
        raise Http404
    event, offered = found
    return render(request, "portal/life_event.html", {"event": event, "services": tiles_of(offered)})


def services(request: HttpRequest) -> HttpResponse:
    """The services that a resident's words may mean, or of one shelf; all of them where none does."""
    words = request.GET.get("q", "").strip()
    found = services_matching(words, among=shown_services())
    shelves = [] if found else all_shelves()
    if group := request.GET.get("group"):
        shelves = [one for one in shelves if one[0].code == group] or shelves
    context = {"words": words, "found": tiles_of(found), "shelves": shelves}
    return render(request, "portal/services.html", context)


def contact(request: HttpRequest) -> HttpResponse:
    """How to reach a human."""
    return render(request, "portal/help.html", {"email": settings.HEARD_MAIL_FROM})


def all_shelves() -> list[tuple[ServiceGroup, list[dict[str, str]]]]:
    """Everything the council offers."""
    return [(shelf, tiles_of(services)) for shelf, services in portal_shelves()]


def _groups(shelves: list[tuple[ServiceGroup, list[dict[str, str]]]]) -> list[dict[str, str]]:
    """The shelves as tiles, each with the first of what stands on it."""
    page = reverse("portal:services")
    return [
        {
            "title": shelf.name,
            "text": " · ".join(one["title"] for one in items[:NAMED]),
            "icon": shelf.icon,
            "href": f"{page}?group={shelf.code}",
        }
        for shelf, items in shelves
    ]


def tiles_of(services: Iterable[Service]) -> list[dict[str, str]]:
    """Services as tiles that begin a report, or lead to what is to be read before."""
    return [
        {
            "title": service.name,
            "text": service.description,
            "icon": service.icon,
            "href": way_to(service),
        }
        for service in services
    ]


def way_to(service: Service) -> str:
    """Where asking for a service begins."""
    if is_told_first(service):
        return reverse("portal:service", args=[service.code])
    return f"{reverse('portal:report')}?service={service.code}"
