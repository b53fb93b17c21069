"""Erasures: who was erased is an id and no more; which keys and files have still to go outlasts a crash."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models import Person
from heard.kernel.model import Row


class ErasureReason(models.TextChoices):
    """Why somebody was erased."""

    REQUEST = "request", _("At their request")
    RETENTION = "retention", _("Nothing was heard of them for as long as we keep records")
    RESTORED = "restored", _("Erased before, and back with a restored backup")


class Erasure(Row):
    """What was erased: a person, or what retention no longer keeps (then `person` is null).

    The database forgets it first; then, outside of any transaction, keys and files go.
    Between the two the process may die: `done_at` is set when both are gone, and until then a job tries again.
    """

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="erasures")
    reason = models.CharField(max_length=10, choices=ErasureReason.choices)
    slots = ArrayField(models.BigIntegerField(), default=list, blank=True)  # of the keys to destroy
    files = ArrayField(models.CharField(max_length=64), default=list, blank=True)  # to delete, unless others hold them
    counts = models.JSONField(default=dict, blank=True)  # what was removed, by kind
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        """What a crash left undone is looked for each minute."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="erasure_undone", condition=models.Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"erasure of {self.person_id}"
