"""Applied configurations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from heard.kernel import clock
from heard.kernel.model import Row


class Applied(Row):
    """One applying of files: the set-up before, so that it can be gone back to, and what was changed.

    Holds no secrets and nobody's personal data, as configuration never does.
    """

    at = models.DateTimeField(default=clock.now)
    staff_id = models.UUIDField(null=True, blank=True)  # empty: from the command line
    before = models.JSONField(default=dict)
    plan = models.JSONField(default=list)  # the changes, a line each
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_by")

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
