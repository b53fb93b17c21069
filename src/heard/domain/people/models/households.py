"""Who lives with whom, and who may speak for whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models.person import Person
from heard.domain.vault.fields import LockColumn, SealedText, own_lock
from heard.domain.vault.findable import DigestColumn
from heard.kernel.model import Row


class Household(Row):
    """A home and those who belong to it. A shared telephone is a hint at one, and proves nothing about a person."""

    key = LockColumn()
    name = SealedText()  # as the desk calls it: "Okafor, 12 Elm Street"
    address = SealedText()
    address_key = DigestColumn(blank=True)  # the digest of the address as compared
    language = models.CharField(max_length=10, blank=True)  # what is spoken at home, where somebody said so

    class Meta(Row.Meta):
        """Found by address."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["address_key"], name="household_address", condition=~models.Q(address_key=""))
        ]

    def __str__(self) -> str:
        return str(self.id)

    def lock(self) -> bytes:
        """The household's own key."""
        return own_lock(self)


class HouseholdRole(models.TextChoices):
    """What somebody is in the household."""

    HEAD = "head", _("Head of household")
    PARTNER = "partner", _("Partner")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    RELATIVE = "relative", _("Relative")
    LODGER = "lodger", _("Lodger")
    OTHER = "other", _("Member")


class Member(Row):
    """Somebody of a household; perhaps living elsewhere."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=HouseholdRole.choices, default=HouseholdRole.OTHER)
    lives_elsewhere = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        """Once in a household; one head."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["household", "person"], name="member_once", condition=models.Q(left_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["household"],
                name="one_head",
                condition=models.Q(role="head", left_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class MandateKind(models.TextChoices):
    """Why somebody may speak for another."""

    PARENT = "parent", _("Parent or guardian")
    CARER = "carer", _("Carer")
    REPRESENTATIVE = "representative", _("Legal representative")
    CONTACT = "contact", _("Contact of the organisation")
    FRIEND = "friend", _("Asked to speak for them")


class Mandate(Row):
    """`speaker` may speak for `person`, from a day until another. Without `until` it lasts until it is ended."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates")
    speaker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="speaks_for")
    kind = models.CharField(max_length=15, choices=MandateKind.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        """Nobody needs a mandate for themselves."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="mandate_for_another", condition=~models.Q(person=models.F("speaker"))),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} speaks for {self.person_id}"
