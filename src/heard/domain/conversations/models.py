"""Conversations with residents: envelopes, messages, attachments, deliveries, templates, mentions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Case, Outcome
from heard.domain.catalogue.models import Service
from heard.domain.people.models import Person
from heard.domain.teams.models import Staff
from heard.domain.vault.fields import LockColumn, SealedBytes, SealedData, SealedText, Unreadable, own_lock
from heard.domain.vault.findable import DigestColumn
from heard.kernel import clock
from heard.kernel.model import Row


class EnvelopeState(models.TextChoices):
    """What became of what arrived."""

    RECEIVED = "received", _("Received")
    DONE = "done", _("Read")
    REPEATED = "repeated", _("Arrived before")
    QUARANTINED = "quarantined", _("Could not be read")
    REMOVED = "removed", _("Its source was removed")


class Envelope(Row):
    """What a channel handed over, byte for byte, kept before anything is made of it."""

    key = LockColumn()  # its own: nobody knows yet whom it is from
    channel = models.CharField(max_length=20)
    raw = SealedBytes()
    sender = SealedText()  # the SMTP envelope's, not the header's
    recipients = SealedData(default=list)
    state = models.CharField(max_length=12, choices=EnvelopeState.choices, default=EnvelopeState.RECEIVED)
    reason = SealedText()
    message = models.ForeignKey("Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="envelopes")

    class Meta:
        """Asked by what still waits."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "id"], name="envelope_waiting", condition=~models.Q(state="done")),
            models.Index(fields=["created_at"], name="envelope_kept", condition=~models.Q(state="removed")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"

    def lock(self) -> bytes:
        """Its own key."""
        return own_lock(self)


class Conversation(Row):
    """The council and one person, about one case; without a case it waits in "sort me".

    Everything said in it is sealed under its lock: that of its person, so that erasing them reaches it.
    """

    key = LockColumn()
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="conversations")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations")
    channel = models.CharField(max_length=20)  # where it began
    subject = SealedText()
    subject_key = DigestColumn(blank=True)  # its digest: the same subject is acknowledged once
    to_sort = models.BooleanField(default=False)
    suggested_services = models.JSONField(default=list, blank=True)  # service codes, best first
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    words_removed_at = models.DateTimeField(
        null=True, blank=True
    )  # by a rule of retention, until somebody writes again

    summary = ""  # the first words, where a query has read them

    class Meta:
        """The sorting tray, oldest first; those with words, which retention looks through."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["created_at", "id"], name="conversation_to_sort", condition=models.Q(to_sort=True)),
            models.Index(
                fields=["case"], name="conversation_with_words", condition=models.Q(words_removed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def lock(self) -> bytes:
        """The person's key; one of its own where it is with nobody."""
        if not self.key and self.person:
            self.key = self.person.lock()
        return own_lock(self)


class Direction(models.TextChoices):
    """Which way a message goes."""

    IN = "in", _("From the resident")
    OUT = "out", _("From the council")
    NOTE = "note", _("Internal note")


class Message(Row):
    """One thing said. `text` is what people read first; `full_text` and `html` are the whole, one click away."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    channel = models.CharField(max_length=20)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    subject = SealedText()
    text = SealedText()
    full_text = SealedText()
    html = SealedText()  # sanitised
    sent_at = models.DateTimeField(default=clock.now)
    # The mail's Message-ID, which may name the sender's own domain; and its digest: answers and copies name it.
    external_id = SealedText(db_column="external_sealed", db_default="")
    external_key = DigestColumn(blank=True, default="", db_default="")
    # Outlook's own name for the thread, echoed in answers.
    thread_index = models.CharField(max_length=200, blank=True, default="", db_default="")
    automatic = models.CharField(max_length=40, blank=True)  # why it counts as automatic, e.g. "auto-submitted"
    held = models.BooleanField(default=False)  # from a stranger into a known thread: an agent confirms it
    acknowledgement = models.BooleanField(default=False)
    # By question code: what names somebody, and words as they were given where the case keeps them without names.
    private_answers = SealedData(default=dict, db_default="")
    participants = SealedData(default=list)  # To and Cc as they stood: recorded, not turned into residents
    marks = models.JSONField(default=list, blank=True)  # what was cut or flagged in reading

    class Meta:
        """In the order they were said; a mail is stored once, however often it is delivered."""

        ordering: ClassVar[list[str]] = ["sent_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["external_key"], name="message_external_key", condition=~models.Q(external_key=""))
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.id}"

    def lock(self) -> bytes:
        """Its conversation's."""
        return self.conversation.lock()

    @property
    def is_erased(self) -> bool:
        """Whether its words are gone for good: with the person they were about, or by a rule of retention."""
        return isinstance(self.text, Unreadable)

    @property
    def instead_of_words(self) -> str:
        """What to read where its words were. Needs `person` and `conversation.person` at hand."""
        if not self.is_erased:
            return ""
        people = (self.person, self.conversation.person)
        if any(person and person.is_erased for person in people):
            return _now("Removed, with everything that named this person.")
        return _now("Removed: we keep what was said for a certain time only, and it is over.")


class Arrival(models.Model):
    """That a channel's message is here, by a keyed digest of its id and sender: a second delivery is the same."""

    digest = DigestColumn(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.digest)


class Attachment(Row):
    """A photo or file of a message, in the file store."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = SealedText()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    thumbnail_key = models.CharField(max_length=64, blank=True)  # photos only
    public = models.BooleanField(default=False)
    dangerous = models.BooleanField(default=False)  # an executable: downloaded after a warning, never shown

    def __str__(self) -> str:
        return str(self.id)

    def lock(self) -> bytes:
        """Its conversation's."""
        return self.message.lock()


class DeliveryState(models.TextChoices):
    """What became of a message on its way out."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    RETRY = "retry", _("Will be tried again")
    FAILED = "failed", _("Failed for good")
    BOUNCED = "bounced", _("Came back")


class Delivery(Row):
    """A message on its way to one address. Claimed, sent, recorded: a crash in between shows as `perhaps_twice`."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    address = SealedText()
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    perhaps_twice = models.BooleanField(default=False)
    external_id = models.CharField(max_length=400, blank=True)  # our Message-ID: bounces and answers name it
    error = SealedText()  # what the other side said, which may name the address

    class Meta:
        """Asked by our Message-ID, and by what is under way."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["external_id"], name="delivery_external", condition=~models.Q(external_id="")),
            models.Index(fields=["state", "claimed_at"], name="delivery_under_way", condition=~models.Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"

    def lock(self) -> bytes:
        """Its conversation's."""
        return self.message.lock()

    @property
    def is_erased(self) -> bool:
        """Whether it is no longer known where it went."""
        return isinstance(self.address, Unreadable)


class ReplyTemplate(Row):
    """A prepared answer. `text` has gaps like {name} and {date} that fill themselves in."""

    name = models.CharField(max_length=100)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="templates")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        """In the order an agent sees."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Mention(Row):
    """A colleague named in a note, until they have seen it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Asked by who has not looked yet."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["staff"], name="mention_unseen", condition=models.Q(seen_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.message_id}"
