"""What is kept for how long, what stops that, and what was done about it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.catalogue.models import Service
from heard.domain.people.models import Person
from heard.domain.teams.models import Staff
from heard.domain.vault.fields import LockColumn, SealedText, own_lock
from heard.kernel.model import Row

FEWEST_DAYS, MOST_DAYS = 30, 36_500


class Kept(models.TextChoices):
    """What a rule is about, and from when its days are counted."""

    MESSAGES = "messages", _("Words of messages, since the case was closed")
    ATTACHMENTS = "attachments", _("Files that are not public, since the case was closed")
    ENVELOPES = "envelopes", _("The source of mails, since they arrived")
    PEOPLE = "people", _("People without an open case, since we last heard of them")


OF_A_SERVICE = frozenset({Kept.MESSAGES, Kept.ATTACHMENTS})


class RetentionRule(Row):
    """How many days something is kept. A service's own rule goes before that of all services."""

    kind = models.CharField(max_length=12, choices=Kept.choices)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    keep_days = models.PositiveIntegerField(validators=[MinValueValidator(FEWEST_DAYS), MaxValueValidator(MOST_DAYS)])
    active = models.BooleanField(default=False)  # switched on once somebody has seen what it would remove

    class Meta:
        """One rule for each kind and service."""

        ordering: ClassVar[list[str]] = ["kind", "service__name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "service"], name="retention_rule_once", nulls_distinct=False),
            models.CheckConstraint(
                name="retention_of_a_service",
                condition=models.Q(service__isnull=True) | models.Q(kind__in=["messages", "attachments"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class LegalHold(Row):
    """Nothing of this person, or of this case, may be removed: a court, an inquiry or a complaint needs it."""

    key = LockColumn()  # its own: the reason may name people who are not the person held
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    case_id = models.UUIDField(null=True, blank=True)  # by id alone: cases stand above privacy
    reason = SealedText()
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Of a person or of a case; asked by what still holds."""

        ordering: ClassVar[list[str]] = ["review_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="hold_of_one_thing",
                condition=models.Q(person__isnull=True, case_id__isnull=False)
                | models.Q(person__isnull=False, case_id__isnull=True),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["case_id"],
                name="hold_of_case",
                condition=models.Q(ended_at__isnull=True, case_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"hold on {self.person_id or self.case_id}"

    def lock(self) -> bytes:
        """Its own key."""
        return own_lock(self)


class RetentionRun(Row):
    """One night's removing, or the preview of it. `counts`: {rule id: how much}; written with every batch."""

    preview = models.BooleanField(default=False)
    counts = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"retention of {self.created_at:%Y-%m-%d}"
