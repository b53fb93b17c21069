"""Reading articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from heard.domain.knowledge.models import Article

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 50


def articles_about(words: str, *, published_only: bool = False) -> list[Article]:
    """Those these words find, the likeliest first; without words, the ones changed last."""
    articles: QuerySet[Article] = Article.objects.filter(published=True) if published_only else Article.objects.all()
    if not words.strip():
        return list(articles.order_by("-changed_at", "-id")[:MOST])
    query = SearchQuery(words[:200], config="english", search_type="websearch")
    found = articles.filter(search=query).annotate(rank=SearchRank(F("search"), query))
    return list(found.order_by("-rank", "title", "id")[:MOST])
