"""Who is the same as whom, who is not, and who has proved an identity."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from heard.domain.people.models.person import Identity, Person
from heard.domain.teams.models import Staff
from heard.domain.vault.findable import DigestColumn
from heard.kernel.model import Row


class Merge(Row):
    """`other` is the same person as `kept`, who stands for both. Nothing moves: undone, each is what it was.

    Merges that stand make a forest (a record is merged into one other at most), whose roots are the wholes.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_away")
    reasons = models.JSONField(default=list, blank=True)  # codes of what spoke for it: rules/likeness.py
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        """One standing merge a record."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["other"], name="merged_once", condition=models.Q(undone_at__isnull=True)),
            models.CheckConstraint(name="merge_of_two", condition=~models.Q(kept=models.F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} into {self.kept_id}"


class Distinction(Row):
    """Somebody looked: these two are not the same person. `first` is the one with the smaller id."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_after")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_before")
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        """Said once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_once"),
            models.CheckConstraint(name="distinct_in_order", condition=models.Q(first__lt=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class Proof(Row):
    """A code sent to an identity, which whoever reads there can say back. Six digits, a few tries, a short life."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="proofs")
    code = DigestColumn()  # its keyed digest
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        """The newest of an identity counts."""

    def __str__(self) -> str:
        return f"proof of {self.identity_id}"
