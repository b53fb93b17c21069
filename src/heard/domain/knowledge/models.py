"""Articles."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from heard.kernel import clock
from heard.kernel.model import Row


class Article(Row):
    """An answer to a question that many have. A draft is read by staff alone."""

    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    shelf = models.CharField(max_length=100, blank=True)
    published = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=40, blank=True)  # an import's name …
    source_id = models.CharField(max_length=100, blank=True)  # … and the id there
    search = models.GeneratedField(
        expression=SearchVector("title", "summary", "text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        """By title; imported once."""

        ordering: ClassVar[list[str]] = ["title", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="article_source_once", condition=~models.Q(source="")
            )
        ]
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["search"], name="article_search")]

    def __str__(self) -> str:
        return self.title
