"""Writing articles."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.journal.operations import record
from heard.domain.knowledge.models import Article
from heard.kernel import clock
from heard.kernel.checked import added, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article of another system: its columns."""

    source: str
    source_id: str
    title: str
    text: str
    summary: str = ""
    shelf: str = ""


@transaction.atomic
def add_article(*, title: str, text: str, actor: Actor, **columns: Any) -> Article:
    """A new article; a draft unless it says otherwise."""
    article = added(Article(title=title, text=text, **columns))
    record("article.added", actor=actor, subject=article.id)
    return article


@transaction.atomic
def change_article(article: Article, *, actor: Actor, **columns: Any) -> None:
    """Other words, another shelf, or published."""
    if names := changed(article, columns):
        Article.objects.filter(pk=article.pk).update(changed_at=clock.now())
        record("article.changed", actor=actor, subject=article.id, fields=names)


@transaction.atomic
def add_missing_articles(articles: Iterable[NewArticle], *, source: str, actor: Actor) -> int:
    """Those that are not here yet, by their number in the other system; how many those were."""
    wanted = {one.source_id: one for one in articles}
    here = Article.objects.filter(source=source, source_id__in=list(wanted)).values_list("source_id", flat=True)
    new = [wanted[source_id] for source_id in wanted.keys() - set(here)]
    rows = Article.objects.bulk_create(Article(**asdict(one)) for one in new)
    if rows:
        record("articles.imported", actor=actor, source=source, count=len(rows))
    return len(rows)
