"""Workflows and their versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from heard.kernel.model import Row


class Workflow(Row):
    """A way of working, for one service or several."""

    name = models.CharField(max_length=100)
    code = models.SlugField(max_length=60, unique=True)

    class Meta:
        """By name."""

        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkflowVersion(Row):
    """A workflow as it was at one time. Published, it never changes: cases that began on it finish on it.

    `definition` is told at rules/definition.py. Not published, it is the draft: at most one.
    """

    workflow = models.ForeignKey(Workflow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; one draft."""

        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workflow", "number"], name="workflow_version_once"),
            models.UniqueConstraint(
                fields=["workflow"], name="workflow_one_draft", condition=models.Q(published_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workflow_id} {self.number}"
