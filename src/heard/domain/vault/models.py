"""How far a rotation of the council key has come, table by table. Only a shortcut: the values say it themselves."""

from __future__ import annotations

from django.db import models


class Rewrapping(models.Model):
    """One table under one new generation. Killed, a rotation goes on behind `after`."""

    table = models.CharField(max_length=100)
    generation = models.PositiveIntegerField()
    after = models.CharField(max_length=64, blank=True)  # the last key looked at
    rows = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Once a table."""

        constraints = (models.UniqueConstraint(fields=["table", "generation"], name="rewrapping_once"),)

    def __str__(self) -> str:
        return f"{self.table} under {self.generation}"
