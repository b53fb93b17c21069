"""Finding and reading articles. They are written in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from heard.domain.knowledge.models import Article
from heard.domain.knowledge.queries import articles_about
from heard.domain.teams.rules.permissions import may_change_settings
from heard.web.desk.access import desk_view
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

LONGEST_SEARCH = 200


@require_safe
@desk_view
def articles(request: DeskRequest) -> HttpResponse:
    """Those the words find; without words, the ones changed last."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    return desk_page(request, "desk/articles/list.html", {"words": words, "articles": articles_about(words)})


@require_safe
@desk_view
def article(request: DeskRequest, article_id: UUID) -> HttpResponse:
    """One, to read."""
    found = get_object_or_404(Article, pk=article_id)
    context = {"article": found, "may_edit": may_change_settings(request.standing)}
    return desk_page(request, "desk/articles/one.html", context)
