"""The base of every table: a UUIDv7 and the moment it was made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from heard.kernel import clock, ids


class Row(models.Model):
    """A row with a UUIDv7 key."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """Not a table itself."""

        abstract = True
        ordering: ClassVar[list[str]] = ["id"]
