"""Automations, and their runs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    looked_until = models.DateTimeField(null=True, blank=True)  # moments up to here have had their turn
    trouble = models.CharField(max_length=300, blank=True)  # why Heard switched it off by itself

    class Meta:
        """In the order they are tried."""

        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """What became of a run."""

    DONE = "done", _("Done")
    FAILED = "failed", _("Refused")  # a step was refused; the steps before it were taken back
    STOPPED = "stopped", _("Stopped")  # a loop
    UNDONE = "undone", _("Undone")


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


class CallState(models.TextChoices):
    """What became of a call to another system."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed for good")


class Call(Row):
    """A webhook on its way, with the same `payload` (ids and codes) until the other side takes it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="calls")
    url = models.URLField(max_length=500)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=CallState.choices, default=CallState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=60, blank=True)  # the status or the code of what went wrong

    class Meta:
        """Oldest first; what is left behind after a crash."""

        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_try_at"], name="call_waiting", condition=models.Q(state="queued")),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"
