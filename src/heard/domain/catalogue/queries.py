"""Reading the catalogue: the portal's shelves, services by a resident's words, what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Prefetch, Q, TextField, Value
from django.db.models.functions import Concat, Greatest

from heard.domain.catalogue.models import Service, ServiceGroup, Target
from heard.domain.catalogue.rules import Match

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

ALIKE_ENOUGH = 0.3


def active_services() -> QuerySet[Service]:
    """What can be asked for, with its shelf."""
    return Service.objects.filter(active=True).select_related("group").order_by("group__position", "position", "name")


def portal_shelves() -> list[ServiceGroup]:
    """The shelves that hold something, each with its services: two queries."""
    shelves = ServiceGroup.objects.prefetch_related(Prefetch("services", Service.objects.filter(active=True)))
    return [shelf for shelf in shelves if shelf.services.all()]


def services_matching(words: str, *, limit: int = 8) -> list[Service]:
    """The services these words may mean, best first."""
    return [match.service for match in ranked_services(words, limit=limit)]


def ranked_services(words: str, *, limit: int = 8) -> list[Match]:
    """The same with how alike they are: by name, by what residents call them, by description.

    Word similarity by trigrams forgives typing errors; a catalogue is small, so no index is needed.
    """
    words = words.strip()[:200]
    if not words:
        return []
    called = Concat(F("name"), Value(" "), F("words"), output_field=TextField())
    found = (
        active_services()
        .annotate(
            likeness=Greatest(
                TrigramWordSimilarity(words, called),
                _best_single_word(words, called),
                TrigramWordSimilarity(words, F("description")) * 0.8,
            )
        )
        .filter(likeness__gte=ALIKE_ENOUGH)
        .order_by("-likeness", "group__position", "position")
    )
    return [Match(service, service.likeness) for service in found[:limit]]


def target_for(service_id: UUID, priority: str) -> Target | None:
    """What is promised for this service at this priority, or at any."""
    found = Target.objects.filter(Q(priority=priority) | Q(priority=""), service_id=service_id)
    return max(found, key=lambda target: bool(target.priority), default=None)


def _best_single_word(words: str, called: Concat) -> Combinable:
    """The likeness of the word that fits best, a little less than that of the whole: "my bin was not collected"."""
    long = sorted({word for word in words.split() if len(word) > 3}, key=len, reverse=True)[:6] or [words]  # noqa: PLR2004
    likenesses = [TrigramWordSimilarity(word, called) * 0.9 for word in long]
    return Greatest(*likenesses) if len(likenesses) > 1 else likenesses[0]
