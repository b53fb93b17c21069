"""When and how often optional messages may go, which were written, and what became of each."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.consent.models.ledger import ConsentChannel, Purpose
from heard.domain.people.models import Person
from heard.domain.teams.models import Department, Staff
from heard.kernel.model import Row


class SendingRule(Row):
    """The council's own restraint for one purpose: so many a week, and not in these hours (of its time zone)."""

    purpose = models.CharField(max_length=15, choices=Purpose.choices, unique=True)
    per_week = models.PositiveSmallIntegerField(default=2)
    quiet_from = models.TimeField(default=time(20), null=True, blank=True)
    quiet_until = models.TimeField(default=time(8), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.get_purpose_display())


class QuietHours(Row):
    """When somebody wants nothing optional to come, beside the council's own hours. Equal times: none."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="quiet_hours")
    starts = models.TimeField()
    ends = models.TimeField()
    updated_at = models.DateTimeField(auto_now=True)  # of a whole's records the newest counts

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} to {self.ends:%H:%M}"


class Mailing(Row):
    """One text for many people, each of whom agreed to such messages."""

    purpose = models.CharField(max_length=15, choices=Purpose.choices)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=10, choices=ConsentChannel.choices, default=ConsentChannel.EMAIL)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    staff = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.subject


class SendingState(models.TextChoices):
    """What became of an optional message to one person."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("On its way")
    LEFT_OUT = "left_out", _("Not sent")


class OptionalMessage(Row):
    """A mailing to one person: what the frequency cap counts, and what an unsubscribe link names."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="messages")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="optional_messages")
    purpose = models.CharField(max_length=15, choices=Purpose.choices)  # the mailing's, beside what is counted
    state = models.CharField(max_length=8, choices=SendingState.choices, default=SendingState.WAITING)
    why = models.CharField(max_length=20, blank=True)  # the reason it was left out at the last moment
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.UUIDField(null=True, blank=True)  # the conversation's message it became

    class Meta(Row.Meta):
        """Once a person; counted by person, purpose and week; found by its message."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mailing", "person"], name="mailing_once_a_person")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["person", "purpose", "sent_at"], name="optional_sent", condition=models.Q(sent_at__isnull=False)
            ),
            models.Index(fields=["message_id"], name="optional_message", condition=models.Q(message_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} to {self.person_id}"
