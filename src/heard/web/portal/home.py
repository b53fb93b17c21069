"""The front door: say it in your own words, pick from the shelves, or see what became of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from heard.domain.catalogue.queries import portal_shelves, services_matching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from heard.domain.catalogue.models import Service, ServiceGroup


def home(request: HttpRequest) -> HttpResponse:
    """All services on their shelves."""
    return render(request, "portal/home.html", {"shelves": all_shelves(), "here": "home"})


def services(request: HttpRequest) -> HttpResponse:
    """The services that a resident's words may mean; all of them where none does."""
    words = request.GET.get("q", "").strip()
    found = services_matching(words)
    context = {"words": words, "found": tiles_of(found), "shelves": [] if found else all_shelves()}
    return render(request, "portal/services.html", context)


def contact(request: HttpRequest) -> HttpResponse:
    """How to reach a human."""
    return render(request, "portal/help.html", {"email": settings.HEARD_MAIL_FROM})


def all_shelves() -> list[tuple[ServiceGroup, list[dict[str, str]]]]:
    """Everything the council offers."""
    return [(shelf, tiles_of(shelf.services.all())) for shelf in portal_shelves()]


def tiles_of(services: Iterable[Service]) -> list[dict[str, str]]:
    """Services as tiles that begin a report."""
    start = reverse("portal:report")
    return [
        {
            "title": service.name,
            "text": service.description,
            "icon": service.icon,
            "href": f"{start}?service={service.code}",
        }
        for service in services
    ]
