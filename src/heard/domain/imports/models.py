"""Imports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.kernel.model import Row


class ImportState(models.TextChoices):
    """How far an import is."""

    PREPARED = "prepared", _("Being prepared")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped by an error")


class Import(Row):
    """One file. It and what was rejected of it are personal data: both go when they are no longer needed."""

    staff_id = models.UUIDField()
    kind = models.CharField(max_length=20)  # requests, people, staff, articles
    format = models.CharField(max_length=20)  # a reader of flows.bring_in.files
    source = models.CharField(max_length=40)  # the old system's name: with the number there it tells what is here
    file = models.CharField(max_length=64, blank=True)  # in the file store
    size = models.PositiveBigIntegerField(default=0)
    columns = models.JSONField(default=dict, blank=True)  # our name → theirs
    meanings = models.JSONField(default=dict, blank=True)  # their statuses → ours
    zone = models.CharField(max_length=60, default="UTC")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREPARED)
    done_bytes = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    rejected = models.CharField(max_length=64, blank=True)  # in the file store
    trouble = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} from {self.source}"
