"""What colleagues should know: notes that expire, cautions that are reviewed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models.person import Person
from heard.domain.teams.models import Staff
from heard.domain.vault.fields import SealedText
from heard.kernel.model import Row


class PersonNote(Row):
    """Something to know about a person until a day. Afterwards it is shown no more, and then removed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    text = SealedText()
    expires_on = models.DateField()
    author = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Newest first; the expired are looked for by their day."""

        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["expires_on"], name="person_note_expires")]

    def __str__(self) -> str:
        return f"note on {self.person_id}"

    def lock(self) -> bytes:
        """Its person's."""
        return self.person.lock()


class CautionKind(models.TextChoices):
    """Why colleagues should take care."""

    VISIT_IN_PAIRS = "visit_in_pairs", _("Visit in pairs")
    NOT_ALONE = "not_alone", _("Do not meet alone")
    THREATS = "threats", _("Has threatened staff")
    DOG = "dog", _("Dog on the premises")
    VULNERABLE = "vulnerable", _("Vulnerable: take particular care")
    CONTACT_AGREED = "contact_agreed", _("Contact only as agreed")


class Caution(Row):
    """A warning to colleagues, with its reason and the day it is looked at again. Past that day it must be renewed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cautions")
    kind = models.CharField(max_length=15, choices=CautionKind.choices)
    reason = SealedText()
    review_on = models.DateField()
    author = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; what is due for review, by its day."""

        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["review_on"], name="caution_review", condition=models.Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.person_id}"

    def lock(self) -> bytes:
        """Its person's."""
        return self.person.lock()
