"""Persons and their identities."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.kernel.model import Row


class Person(Row):
    """A resident, as far as we know one."""

    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    preferred_channel = models.CharField(max_length=20, blank=True)

    class Meta(Row.Meta):
        """A name is looked for as it was heard on the phone: by what it sounds made of, not by its exact letters."""

        indexes: ClassVar[list[models.Index]] = [GinIndex(OpClass("name", name="gin_trgm_ops"), name="person_name")]

    def __str__(self) -> str:
        return self.name


class IdentityKind(models.TextChoices):
    """What a person can be reached by."""

    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")


class Assurance(models.TextChoices):
    """How sure we are that the person holds this identity. Only the last two link a contact by themselves."""

    UNVERIFIED = "unverified", _("Unverified")
    ATTESTED = "attested", _("Attested by the channel")
    VERIFIED = "verified", _("Verified")


class Identity(Row):
    """An address or number of a person. `value` as written, `key` as compared (lower case, E.164)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind.choices)
    value = models.CharField(max_length=254)
    key = models.CharField(max_length=254)
    assurance = models.CharField(max_length=10, choices=Assurance.choices, default=Assurance.UNVERIFIED)
    unusable_since = models.DateTimeField(null=True, blank=True)  # a hard bounce: nothing is sent there any more

    class Meta:
        """Families share addresses, so a key is not unique; but a person has it once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="identity_once_a_person"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "key"], name="identity_key")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
