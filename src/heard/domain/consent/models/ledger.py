"""The ledger: what residents agreed to and took back, and the words they were asked with. Only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models import Person
from heard.domain.teams.models import Department
from heard.kernel import clock
from heard.kernel.model import Row


class Purpose(models.TextChoices):
    """What we write for. `service` is about somebody's own case: it is no advertising, and needs no consent."""

    SERVICE = "service", _("Your own reports")
    INFORMATION = "information", _("News and events")
    SURVEYS = "surveys", _("Surveys")
    CONSULTATIONS = "consultations", _("Consultations")
    RESEARCH = "research", _("Research")


class ConsentChannel(models.TextChoices):
    """How somebody may be reached for it."""

    EMAIL = "email", _("Email")
    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone")
    POST = "post", _("Post")


class How(models.TextChoices):
    """Where it was said."""

    PAGE = "page", _("on the preference page")
    ONE_CLICK = "one_click", _("by the unsubscribe button of a mail program")
    LINK = "link", _("by the link in a message")
    PHONE = "phone", _("on the phone")
    COUNTER = "counter", _("at the counter")
    WRITING = "writing", _("in writing")
    FORM = "form", _("on a form")
    IMPORT = "import", _("before it was kept here")


class Wording(Row):
    """The words of a question for consent. A version is never changed: another text is another version."""

    purpose = models.CharField(max_length=15, choices=Purpose.choices)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        """The newest version of a language is the one in use."""

        ordering: ClassVar[list[str]] = ["purpose", "language", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["purpose", "language", "version"], name="wording_version")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.language}, {self.version})"


class ConsentEntry(Row):
    """Somebody gave or took back a consent. Never changed and never deleted: a trigger refuses both.

    An empty scope column means all of them: every department, every topic, every channel. `proof` holds codes alone
    (which message's link, which page), never personal data: the row stays when its person is erased.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=15, choices=Purpose.choices)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40, blank=True)  # a people.Topic's code
    channel = models.CharField(max_length=10, choices=ConsentChannel.choices, blank=True)
    given = models.BooleanField()
    at = models.DateTimeField(default=clock.now)  # when it was said; an import sets the past
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    how = models.CharField(max_length=10, choices=How.choices)
    wording = models.ForeignKey(Wording, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proof = models.JSONField(default=dict, blank=True)

    class Meta:
        """Newest first, which is the order of deciding; two of one moment in the order they were written."""

        ordering: ClassVar[list[str]] = ["-at", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "-at", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{'yes' if self.given else 'no'} to {self.purpose} by {self.person_id}"
