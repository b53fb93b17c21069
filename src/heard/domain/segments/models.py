"""Segments of the people a council knows: a condition with its purpose, kept version by version."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from heard.domain.teams.models import Department, Staff
from heard.kernel.model import Row


class Segment(Row):
    """People of whom something is so. What it says stands in its versions; the newest is `current`."""

    name = models.CharField(max_length=100)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="segments")
    current = models.OneToOneField(
        "SegmentVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )  # null only until its first version is written, in the same transaction
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """By name, which is unique in its department."""

        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["department", "name"], name="segment_name_in_department")
        ]

    def __str__(self) -> str:
        return self.name


class SegmentVersion(Row):
    """What a segment said from some day on, and who stands for it. Never changed, but approved once."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    condition = models.JSONField(default=dict, blank=True)  # the condition language, over people
    purpose = models.CharField(max_length=300, blank=True)  # what it is for, in the author's words
    sensitive = ArrayField(models.CharField(max_length=60), default=list, blank=True)  # the sensitive fields it asks
    author = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the system
    approved_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first. Nobody approves their own."""

        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["segment", "number"], name="segment_version_once"),
            models.CheckConstraint(
                name="segment_approved_by_another",
                condition=models.Q(approved_by__isnull=True)
                | models.Q(author__isnull=True)
                | ~models.Q(approved_by=models.F("author")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} version {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether a colleague must approve it before anybody's name is seen or anything is sent."""
        return bool(self.sensitive) and self.approved_at is None
