"""Articles of a knowledge base. They come as drafts: somebody reads them before residents do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from heard.domain.knowledge.operations import NewArticle, add_missing_articles
from heard.flows.bring_in.kinds.kind import Column, Kind, at_most, needs
from heard.flows.import_files.tickets import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from heard.kernel.actor import Actor


class Articles(Kind):
    """Found again by their number in the old system."""

    code = "articles"
    columns = (
        Column("id", _("Its number in the old system"), ("id", "article id", "number", "article number"), needed=True),
        Column("title", _("Title"), ("title", "question", "subject", "name"), needed=True),
        Column("text", _("Text"), ("text", "answer", "body", "content", "description", "answer_html"), needed=True),
        Column("summary", _("Summary"), ("summary", "abstract", "excerpt", "meta description")),
        Column("shelf", _("Shelf"), ("shelf", "category", "folder", "section", "topic")),
    )

    def read(self, cells: Mapping[str, str], *, source: str) -> NewArticle:
        """A title and words under it; markup goes."""
        return NewArticle(
            source=source,
            source_id=at_most(needs(cells, "id", "number that tells this article from others"), 100, "id"),
            title=at_most(needs(cells, "title", "title"), 200, "title"),
            text=plain(needs(cells, "text", "text")),
            summary=plain(cells.get("summary", ""))[:500],
            shelf=cells.get("shelf", "").strip()[:100],
        )

    def write(self, items: Sequence[Any], *, source: str, actor: Actor) -> int:
        """Those not here yet."""
        return add_missing_articles(items, source=source, actor=actor)
