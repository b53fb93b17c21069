"""Routing rules, in order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from heard.domain.catalogue.models import Priority
from heard.domain.teams.models import Team
from heard.kernel.model import Row


class Rule(Row):
    """Cases that fit `condition` go to `team`. The first rule that fits wins."""

    position = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    condition = models.JSONField(default=dict, blank=True)  # the condition language; empty fits everything
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="rules")
    priority = models.CharField(max_length=10, choices=Priority.choices, blank=True)  # empty: as the service says
    active = models.BooleanField(default=True)
    # Counts up with each change of what it says; a case keeps which it was routed by.
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        """In the order they are tried."""

        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.name
