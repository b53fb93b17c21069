"""Persons and their identities. What names them is sealed; what counts them (language, area, needs) stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.places.models import Area
from heard.domain.vault.fields import LockColumn, SealedData, SealedText, Unreadable, own_lock
from heard.domain.vault.findable import DigestColumn, TokensColumn
from heard.kernel.model import Row

if TYPE_CHECKING:
    from typing import Any


class PersonKind(models.TextChoices):
    """Organisations write, call and are answered as people are."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class Need(models.TextChoices):
    """What somebody needs in order to be heard and answered. A sensitive attribute: it may tell of health."""

    LARGE_PRINT = "large_print", _("Large print")
    BRAILLE = "braille", _("Braille")
    EASY_READ = "easy_read", _("Easy read")
    AUDIO = "audio", _("Audio instead of text")
    INTERPRETER = "interpreter", _("An interpreter")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    TEXT_RELAY = "text_relay", _("Text relay on the phone")
    HEARING_LOOP = "hearing_loop", _("A hearing loop")
    CALL = "call", _("Call, don’t write")
    WRITE = "write", _("Write, don’t call")
    HOME_VISIT = "home_visit", _("Home visits")
    STEP_FREE = "step_free", _("Step-free access")


class ContactHours(models.TextChoices):
    """When somebody likes to be called or written to."""

    ANY = "", _("Any time")
    MORNING = "morning", _("Mornings")
    AFTERNOON = "afternoon", _("Afternoons")
    EVENING = "evening", _("Evenings")


class AgeBand(models.TextChoices):
    """As exact as segments may be: the birth date itself is sealed."""

    UNKNOWN = "", _("Not known")
    UNDER_16 = "0-15", _("Under 16")
    FROM_16 = "16-24", _("16 to 24")
    FROM_25 = "25-44", _("25 to 44")
    FROM_45 = "45-64", _("45 to 64")
    FROM_65 = "65-79", _("65 to 79")
    FROM_80 = "80+", _("80 and over")


class Topic(Row):
    """Something residents can be interested in, and agree to hear about: "road works", "library events"."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    active = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(Row):
    """A resident or organisation, as far as we know one.

    `name` is written as they write it; `details` holds the sealed rest: {"other_names": [str], "birth_date": ISO date,
    "pronouns": str, "role": str}. `tokens` find the name and the address without telling them (rules/tokens.py).
    `whole_id` is the person who stands for this one since a merge, otherwise its own id: everything asked about a
    person is asked of all records with its `whole_id`.
    """

    key = LockColumn()
    kind = models.CharField(max_length=12, choices=PersonKind.choices, default=PersonKind.PERSON)
    name = SealedText()
    details = SealedData(default=dict)
    tokens = TokensColumn(default=list, blank=True)
    whole_id = models.UUIDField(editable=False)

    # Coded: segments ask these, and they stay when the identity is gone from the row beside them.
    language = models.CharField(max_length=10, default="en")
    other_languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    preferred_channel = models.CharField(max_length=20, blank=True)
    contact_hours = models.CharField(max_length=10, choices=ContactHours.choices, blank=True)
    needs = ArrayField(models.CharField(max_length=20, choices=Need.choices), default=list, blank=True)
    interests = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # Topic codes
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)

    updated_at = models.DateTimeField(auto_now=True)
    restricted_at = models.DateTimeField(null=True, blank=True)  # kept, but used for nothing else (right to restrict)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        """Found by tokens; the whole by its members; segments by needs and interests."""

        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["tokens"], name="person_tokens"),
            GinIndex(fields=["needs"], name="person_needs"),
            GinIndex(fields=["interests"], name="person_interests"),
            models.Index(fields=["whole_id"], name="person_whole"),
        ]

    def __init__(self, *args: Any, **columns: Any) -> None:
        super().__init__(*args, **columns)
        if not args and "whole_id" not in columns:
            self.whole_id = self.id

    def __str__(self) -> str:
        return str(self.id)

    def lock(self) -> bytes:
        """The person's own key: everything about them is sealed under it."""
        return own_lock(self)

    @property
    def is_erased(self) -> bool:
        """Whether their key was destroyed, on this database or before it was restored."""
        return self.erased_at is not None or isinstance(self.name, Unreadable)


class IdentityKind(models.TextChoices):
    """What a person can be reached or recognised by."""

    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    HANDLE = "handle", _("Social media")
    ADDRESS = "address", _("Postal address")
    ACCOUNT = "account", _("Account")


class Assurance(models.TextChoices):
    """How sure we are that the person holds this identity. Only the last two link a contact by themselves."""

    UNVERIFIED = "unverified", _("Unverified")
    ATTESTED = "attested", _("Attested by the channel")
    VERIFIED = "verified", _("Verified")


LINKS_BY_ITSELF = frozenset({Assurance.ATTESTED, Assurance.VERIFIED})


class Identity(Row):
    """An address, number or name that a person has. `value` as written, sealed; `key` the digest of it as compared."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind.choices)
    value = SealedText()
    key = DigestColumn()
    assurance = models.CharField(max_length=10, choices=Assurance.choices, default=Assurance.UNVERIFIED)
    verified_at = models.DateTimeField(null=True, blank=True)
    unusable_since = models.DateTimeField(null=True, blank=True)  # a hard bounce: nothing is sent there any more

    class Meta:
        """Families share addresses, so a key is not unique; but a person has it once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="identity_once_a_person"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key", "kind"], name="identity_key")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"

    def lock(self) -> bytes:
        """Its person's."""
        return self.person.lock()

    @property
    def dial(self) -> str:
        """A number as a telephone takes it: digits, and the plus of its country."""
        return "".join(sign for sign in self.value if sign.isdigit() or sign == "+")
