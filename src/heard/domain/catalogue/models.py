"""Services, their groups and their targets."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.domain.questions.models import Questionnaire
from heard.domain.teams.models import Department
from heard.domain.workflows.models import Workflow
from heard.kernel.model import Row


class Priority(models.TextChoices):
    """How much a case presses. Stored as a code; ordered by `PRIORITY_ORDER`."""

    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class ServiceGroup(Row):
    """A shelf of the catalogue: "Roads and pavements"."""

    name = models.CharField(max_length=100, unique=True)
    code = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(max_length=40, blank=True)  # the name of an icon in the ui's sprite
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order the portal shows."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(Row):
    """A time of life that brings several services together: "Moving house"."""

    name = models.CharField(max_length=100, unique=True)
    code = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order the portal shows."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Closers(models.TextChoices):
    """Who may close a case of a service, beyond being allowed to work on it."""

    ANYONE = "anyone", _("Whoever works on it")
    TEAM = "team", _("Its team")
    MANAGER = "manager", _("A manager of its department")


class Service(Row):
    """Something a resident can ask the council for."""

    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)  # what residents call it, one word or phrase a line
    icon = models.CharField(max_length=40, blank=True)
    questionnaire = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    needs_location = models.BooleanField(default=True)
    needs_contact = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)  # seen by its team alone; never on a public page
    default_priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    duplicate_radius_m = models.PositiveIntegerField(default=100)
    duplicate_days = models.PositiveIntegerField(default=30)
    reopen_days = models.PositiveIntegerField(default=14)
    department = models.ForeignKey(  # whose service it is: offered to residents once this department is live
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )
    workflow = models.ForeignKey(Workflow, null=True, blank=True, on_delete=models.SET_NULL, related_name="services")
    life_events = models.ManyToManyField(LifeEvent, blank=True, related_name="services")
    # When it is offered: days of the year as "MM-DD", over New Year if need be; both or neither.
    season_from = models.CharField(max_length=5, blank=True, default="", db_default="")
    season_until = models.CharField(max_length=5, blank=True, default="", db_default="")
    areas = ArrayField(models.SlugField(max_length=60), default=list, blank=True, db_default=[])  # empty: everywhere
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_until = models.PositiveSmallIntegerField(null=True, blank=True)
    fee = models.CharField(max_length=100, blank=True, default="", db_default="")  # in words: "£42 a year"
    information_only = models.BooleanField(default=False, db_default=False)  # nothing is reported here
    information = models.TextField(blank=True, default="", db_default="")  # what to know before asking
    closers = models.CharField(
        max_length=10, choices=Closers.choices, default=Closers.ANYONE, db_default=Closers.ANYONE
    )
    at_home = models.BooleanField(default=False, db_default=False)  # the place is the resident's own home
    asset_layer = models.SlugField(max_length=60, blank=True, default="", db_default="")  # "which street light?"

    class Meta:
        """In the order of its shelf."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


PROMISED = ("first_response", "next_update", "resolution")  # the columns of a target that hold what is promised


class Target(Row):
    """What is promised for a service at a priority, e.g. first response "4h", an update every "2d", resolution "5d".

    Units: m and h are business time, d is working days (due at closing time). `priority` empty: any. Those with a
    `condition` (the condition language, about the case) are tried first, in order; then the others, the priority's own
    before any.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="targets")
    priority = models.CharField(max_length=10, choices=Priority.choices, blank=True)
    first_response = models.CharField(max_length=16, blank=True)
    # Between two messages of ours, until it is done.
    next_update = models.CharField(max_length=16, blank=True, default="", db_default="")
    resolution = models.CharField(max_length=16, blank=True)
    condition = models.JSONField(default=dict, blank=True, db_default={})
    position = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        """One target a priority, conditions aside."""

        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "priority"], name="target_plain_once", condition=models.Q(condition={})
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_response or '–'} / {self.resolution or '–'}"
