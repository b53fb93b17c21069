"""Articles, to write and to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from heard.domain.knowledge.models import Article
from heard.domain.knowledge.operations import add_article, change_article
from heard.web.desk.settings.forms import SettingsForm
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


class ArticleForm(SettingsForm):
    """An answer to a question that many have."""

    columns = ("title", "summary", "text", "shelf", "published")
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("The question as residents ask it."),
        max_length=200,
        error_messages={"required": gettext_lazy("Write a title")},
    )
    summary = forms.CharField(label=gettext_lazy("Summary (optional)"), max_length=500, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea({"rows": 14}),
        max_length=50_000,
        error_messages={"required": gettext_lazy("Write the article")},
    )
    shelf = forms.CharField(label=gettext_lazy("Shelf (optional)"), max_length=100, required=False)
    published = forms.BooleanField(
        label=gettext_lazy("Residents can read it"),
        help_text=gettext_lazy("Otherwise it is a draft, for staff alone."),
        required=False,
    )

    def save(self, actor: Actor) -> Article:
        """Add it or change it."""
        if self.row:
            change_article(self.row, actor=actor, **self.values())
            return cast("Article", self.row)
        return add_article(actor=actor, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [
        Line(row, row.title, (row.summary or row.text)[:140], off=not row.published, shelf=row.shelf) for row in rows
    ]


ARTICLES = Section(
    slug="articles",
    title=gettext_lazy("Articles"),
    explains=gettext_lazy(
        "Answers to what many ask: found by staff while they answer and, once published, by residents."
    ),
    icon="book",
    add=gettext_lazy("Write an article"),
    rows=lambda: Article.objects.order_by("shelf", "title"),
    lines=_lines,
    form=ArticleForm,
)
