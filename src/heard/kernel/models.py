"""The kernel's only table: the counters of `throttle`."""

from __future__ import annotations

from django.db import models


class Throttle(models.Model):
    """One counter: how often `key` was used in its present window. Unlogged: lost in a crash, and no harm done."""

    key = models.CharField(max_length=32, primary_key=True)
    expiry_window = models.BigIntegerField()
    hits = models.IntegerField()

    def __str__(self) -> str:
        return self.key
