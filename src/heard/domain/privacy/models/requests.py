"""Requests of people about their own data, the copies made for them, and the streets staff live in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models import Person
from heard.domain.teams.models import Staff
from heard.domain.vault.fields import SealedText
from heard.kernel import clock
from heard.kernel.model import Row


class RequestKind(models.TextChoices):
    """Which right somebody uses."""

    ACCESS = "access", _("Get a copy of their data")
    RECTIFY = "rectify", _("Correct their data")
    ERASE = "erase", _("Delete their data")
    RESTRICT = "restrict", _("Stop the use of their data")
    OBJECT = "object", _("Object to a use of their data")


class RequestState(models.TextChoices):
    """Where it stands."""

    PROVING = "proving", _("Waiting for proof of identity")
    OPEN = "open", _("To be worked on")
    WORKING = "working", _("In progress")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class RequestChannel(models.TextChoices):
    """How it reached the council."""

    PORTAL = "portal", _("Website")
    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    COUNTER = "counter", _("In person")
    LETTER = "letter", _("Letter")


class ProofKind(models.TextChoices):
    """How they showed that it is them."""

    CODE = "code", _("A code sent to an address of theirs")
    DOCUMENT = "document", _("A document shown to staff")


class Outcome(models.TextChoices):
    """How it ended."""

    GIVEN = "given", _("They have a copy")
    CORRECTED = "corrected", _("Corrected")
    ERASED = "erased", _("Deleted")
    RESTRICTED = "restricted", _("No longer used")
    STOPPED = "stopped", _("That use was stopped")
    UNPROVED = "unproved", _("They did not show who they are")
    NOT_THEIRS = "not_theirs", _("It is about somebody else")
    LAW = "law", _("A law has us keep it")
    EXCESSIVE = "excessive", _("Asked again and again, without anything new")


REFUSALS = frozenset({Outcome.UNPROVED, Outcome.NOT_THEIRS, Outcome.LAW, Outcome.EXCESSIVE})
STANDING = models.Q(state__in=[RequestState.PROVING, RequestState.OPEN, RequestState.WORKING])


class RightsRequest(Row):
    """Somebody uses a right over their data. It has a date by law, and ends with an answer in any case."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=RequestKind.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    channel = models.CharField(max_length=10, choices=RequestChannel.choices)
    details = SealedText()  # in their words
    asked_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = SealedText()  # told to them
    warned_at = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    proved_by = models.CharField(max_length=10, choices=ProofKind.choices, blank=True)
    handled_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    answer = SealedText()  # what they were told at the end
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What stands, first due first; of one kind a person asks once at a time."""

        ordering: ClassVar[list[str]] = ["due_on", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_on", "id"], name="request_due", condition=STANDING),
            models.Index(fields=["-ended_at"], name="request_ended", condition=models.Q(ended_at__isnull=False)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "kind"], name="request_once", condition=STANDING),
            models.CheckConstraint(
                name="request_ends_with_outcome",
                condition=models.Q(ended_at__isnull=True, outcome="") | models.Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"

    def lock(self) -> bytes:
        """Its person's."""
        return self.person.lock()

    @property
    def stands(self) -> bool:
        """Whether it still has to be answered."""
        return self.ended_at is None


class Copy(Row):
    """A copy of everything about a person, made for them: in the file store, sealed under their key, for some days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="copies")
    request = models.ForeignKey(RightsRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=64, blank=True)  # of the file store; empty until it is ready, and once it is gone
    size = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; what has had its days is looked for each night."""

        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["expires_at"], name="copy_expires", condition=models.Q(removed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"copy for {self.person_id}"

    @property
    def is_there(self) -> bool:
        """Whether it can be fetched."""
        return bool(self.key) and self.expires_at is not None and self.expires_at > clock.now()


class OwnStreet(Row):
    """Where a member of staff lives, as keyed tokens alone: looks at neighbours show, the street does not."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="own_street")
    tokens = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"street of {self.staff_id}"
