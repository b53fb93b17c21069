"""Questionnaires, and their versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.kernel.model import Row


class Questionnaire(Row):
    """What a service asks. The questions themselves stand in its versions."""

    name = models.CharField(max_length=100)
    code = models.SlugField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        """A code is unique; before version 0.3 there were none."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code"], name="questionnaire_code_once", condition=~models.Q(code=""))
        ]

    def __str__(self) -> str:
        return self.name


class QuestionnaireVersion(Row):
    """A questionnaire as it was at one time. Published, it never changes: answers keep the version they were given to.

    `definition` is told at rules/definition.py. Not published, it is the draft: at most one.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; one draft."""

        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["questionnaire"],
                name="questionnaire_one_draft",
                condition=models.Q(published_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.number}"


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    TEXT = "text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of a list")
    CHOICES = "choices", _("Several of a list")
    DATE = "date", _("Date")
    PLACE = "place", _("Place on the map")
    ADDRESS = "address", _("Address")
    ASSET = "asset", _("One of the council's things")
    PERSON = "person", _("Somebody, and how to reach them")
    FILE = "file", _("File or photo")
    CALCULATED = "calculated", _("Calculated from other answers")
