"""Published articles, to find and to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from heard.domain.knowledge.models import Article
from heard.domain.knowledge.queries import articles_about

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

LONGEST_SEARCH = 200


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Those the words find; without words, the ones changed last."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    context = {"words": words, "articles": articles_about(words, published_only=True)}
    return render(request, "portal/articles/list.html", context)


@require_safe
def article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """One. A draft is not there."""
    found = get_object_or_404(Article, pk=article_id, published=True)
    return render(request, "portal/articles/one.html", {"article": found})
