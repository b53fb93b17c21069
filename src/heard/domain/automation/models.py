"""Automations, and their runs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from heard.domain.cases.models import Case
from heard.kernel import clock
from heard.kernel.model import Row


class Automation(Row):
    """When → if → then. Tried in order; one that `stops` ends the line for what set it off.

    `trigger`, `condition` and `steps` are told at rules/. `version` counts up with each change of them, so that a run
    says which wording it followed. Switched on, it looks at what happens from `active_since` on, never further back.
    """

    position = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    code = models.SlugField(max_length=60, unique=True)
    trigger = models.JSONField(default=dict)
    condition = models.JSONField(default=dict, blank=True)
    steps = models.JSONField(default=list)
    stops = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=False)
    active_since = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)  # why Heard switched it off by itself

    class Meta:
        """In the order they are tried."""

        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """What became of a run."""

    DONE = "done"
    FAILED = "failed"  # a step was refused; the steps before it were taken back
    STOPPED = "stopped"  # a loop
    UNDONE = "undone"


class Run(Row):
    """One automation, once, on one case. `key` is what set it off, so that it is done once whoever reads along."""

    automation = models.ForeignKey(Automation, on_delete=models.CASCADE, related_name="runs")
    version = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="runs")
    key = models.CharField(max_length=120)  # "entry:<id>" or "time:<what>:<moment>"
    depth = models.PositiveSmallIntegerField(default=0)  # how many runs led to this one
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=RunState.choices)
    because = models.JSONField(default=list)  # the condition's reasons, in words: facts of the case, nobody's name
    results = models.JSONField(default=list)  # what each step did, and what undoing it needs: ids and codes
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first, by automation and by case."""

        ordering: ClassVar[list[str]] = ["-at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["automation", "case", "key"], name="run_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["automation", "-at"], name="run_by_automation"),
            models.Index(fields=["case", "-at"], name="run_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.automation_id} on {self.case_id}"
