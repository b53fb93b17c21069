"""The journal's tables: entries, and how far each reader has read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from heard.kernel import clock


class TransactionIdField(models.Field):  # type: ignore[type-arg]  # not subscriptable at run time
    """PostgreSQL's `xid8`, set by the database to the writing transaction."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 -- Django's signature
        """The column's type."""
        return "xid8"


class CurrentTransaction(models.Func):
    """`pg_current_xact_id()`, as a column's default."""

    function = "pg_current_xact_id"
    output_field = TransactionIdField()


class Entry(models.Model):
    """Something that happened. Never changed and never deleted: a trigger refuses both.

    `data` holds ids and codes, never personal data, so that erasing a person never rewrites history.
    """

    id = models.BigAutoField(primary_key=True)
    transaction = TransactionIdField(db_default=CurrentTransaction(), editable=False)
    at = models.DateTimeField(default=clock.now)  # when it happened; an import sets the past
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=60)  # "case.closed", "message.received", …: docs/reference/journal.md
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)  # what else it is about: a message, a rule, a service
    public = models.BooleanField(default=False)  # whether the resident may see this step
    data = models.JSONField(default=dict)

    class Meta:
        """Read by case (timeline), in commit order (consumers), by time, and by who looked."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["case_id", "at", "id"], name="journal_case", condition=models.Q(case_id__isnull=False)
            ),
            models.Index(fields=["transaction", "id"], name="journal_order"),
            # Automations ask what happened to cases between two moments.
            models.Index(fields=["at", "id"], name="journal_when", condition=models.Q(case_id__isnull=False)),
            models.Index(
                fields=["person_id", "at"], name="journal_person", condition=models.Q(person_id__isnull=False)
            ),
            models.Index(
                fields=["subject_id", "at"], name="journal_subject", condition=models.Q(subject_id__isnull=False)
            ),
            # Supervision asks who looked at whom, colleague by colleague.
            models.Index(fields=["actor_id", "at"], name="journal_looks", condition=models.Q(kind="person.looked")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id or self.subject_id or ''}"


class Cursor(models.Model):
    """How far one consumer has read: everything up to this transaction and id."""

    consumer = models.CharField(max_length=60, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.consumer
