"""Cases, their clocks and followers, reports in the making, and who is looking at what."""

from __future__ import annotations

import re
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from heard.domain.assets.models import Asset
from heard.domain.catalogue.models import Priority, Service
from heard.domain.people.models import Person
from heard.domain.places.models import Area
from heard.domain.questions.models import QuestionnaireVersion
from heard.domain.teams.models import Department, Staff, Team
from heard.domain.vault.fields import LockColumn, SealedData, own_lock
from heard.domain.workflows.models import WorkflowVersion
from heard.kernel import clock
from heard.kernel.location import LocationField
from heard.kernel.model import Row


class Status(models.TextChoices):
    """Where a case stands. The moves between them: rules/status.py."""

    RECEIVED = "received", _("Received")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting for the resident")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """How a case ended."""

    FIXED = "fixed", _("Fixed")
    ANSWERED = "answered", _("Answered")
    NO_ACTION = "no_action", _("No action needed")
    NOT_OURS = "not_ours", _("Not the council's responsibility")
    CANCELLED = "cancelled", _("Cancelled")
    DUPLICATE = "duplicate", _("Already reported")


class Origin(models.TextChoices):
    """How a case reached the council."""

    WEB = "web", _("Website")
    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    WALK_IN = "walk_in", _("In person")
    IMPORT = "import", _("Imported")


OPEN = ~models.Q(status=Status.CLOSED)
CONFIDENTIAL = models.Q(confidential=True)


class Case(Row):
    """A service request: one thing a resident asked for, with one team, one owner and one date."""

    reference = models.CharField(max_length=16)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cases", db_index=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    # The same in the words of its workflow, where that has its own.
    outcome_code = models.SlugField(max_length=60, blank=True, default="", db_default="", db_index=False)
    outcome_note = models.TextField(blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    confidential = models.BooleanField(default=False)  # copied from the service, so that lists need no join

    # A fact of the council, in the clear: names, addresses and numbers of the reporter are taken out of it
    # (rules/public_words.py). What they wrote, word for word, is the first message, sealed under their key.
    description = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)  # {question code: value}
    asked = models.ForeignKey(  # the version of the questionnaire that they answer
        QuestionnaireVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    asset = models.ForeignKey(
        Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    location = LocationField(null=True, blank=True)
    cell = models.BigIntegerField(null=True, blank=True)  # H3, resolution 10: the map groups by it
    address = models.CharField(max_length=300, blank=True)
    # Foreign keys without an index of their own lead one of those below.
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases", db_index=False
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases", db_index=False
    )

    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="cases", db_index=False)
    owner = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    routing = models.JSONField(default=dict, blank=True)  # the decision: {"rule": id, "name": …, "because": […]}
    workflow_version = models.ForeignKey(  # the way of working it began on, and where on it it stands
        WorkflowVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    stage = models.SlugField(max_length=60, blank=True, default="", db_default="", db_index=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", db_index=False
    )
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, db_default=[])

    reported_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    responded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Copied from the running clocks, so that lists sort by them.
    respond_by = models.DateTimeField(null=True, blank=True)
    resolve_by = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)  # when the team is told that the date comes near
    due_at = models.GeneratedField(  # whichever promise comes first: what work is sorted by
        expression=Least("respond_by", "resolve_by"), output_field=models.DateTimeField(null=True), db_persist=True
    )
    reopened = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates", db_index=False
    )

    # The draft it came from: sent twice, it is one case.
    submission = models.UUIDField(null=True, blank=True, unique=True)
    source = models.CharField(max_length=40, blank=True)  # an import's name …
    source_id = models.CharField(max_length=100, blank=True)  # … and the id there
    search = models.GeneratedField(
        expression=SearchVector("description", "address", "outcome_note", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        """Each index answers one list of the desk: see queries/ and bench/."""

        ordering: ClassVar[list[str]] = ["-reported_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reference"], name="case_reference_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"], name="case_source_once", condition=~models.Q(source="")
            ),
            models.CheckConstraint(
                name="case_closed_has_outcome",
                condition=~models.Q(status="closed") | ~models.Q(outcome=""),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # Work, due first.
            models.Index(fields=["due_at", "id"], name="case_due", condition=OPEN),
            models.Index(fields=["owner", "due_at", "id"], name="case_owner_due", condition=OPEN),
            models.Index(fields=["team", "due_at", "id"], name="case_team_due", condition=OPEN),
            models.Index(fields=["department", "due_at", "id"], name="case_department_due", condition=OPEN),
            models.Index(fields=["warn_at"], name="case_warn", condition=OPEN),
            models.Index(fields=["team", "due_at", "id"], name="case_confidential_due", condition=OPEN & CONFIDENTIAL),
            # Everything, newest first.
            models.Index(fields=["-reported_at", "-id"], name="case_newest"),
            models.Index(fields=["-reported_at", "-id"], name="case_open_newest", condition=OPEN),
            models.Index(fields=["department", "-reported_at", "-id"], name="case_department_newest"),
            models.Index(fields=["team", "-reported_at", "-id"], name="case_team_newest"),
            models.Index(
                fields=["team", "-reported_at", "-id"], name="case_confidential_newest", condition=CONFIDENTIAL
            ),
            models.Index(fields=["service", "-reported_at", "-id"], name="case_service_newest"),
            models.Index(fields=["area", "-reported_at", "-id"], name="case_area_newest"),
            models.Index(
                fields=["person", "-reported_at"], name="case_person", condition=models.Q(person__isnull=False)
            ),
            models.Index(fields=["merged_into"], name="case_merged", condition=models.Q(merged_into__isnull=False)),
            GinIndex(fields=["search"], name="case_search"),
            # Few cases have one of these: the indexes stay small.
            models.Index(fields=["asset", "-reported_at"], name="case_asset", condition=models.Q(asset__isnull=False)),
            models.Index(fields=["parent"], name="case_parent", condition=models.Q(parent__isnull=False)),
            models.Index(
                fields=["workflow_version", "stage"],
                name="case_stage",
                condition=OPEN & models.Q(workflow_version__isnull=False),
            ),
            GinIndex(fields=["tags"], name="case_tags", condition=~models.Q(tags=[])),
            # By place: nearness, and the map of what is open.
            GistIndex(OpClass("location", name="point_ops"), "reported_at", name="case_place_time"),
            GistIndex(OpClass("location", name="point_ops"), name="case_place_open", condition=OPEN),
            models.Index(
                fields=["cell"],
                include=["id", "location", "confidential", "service", "area", "team", "department", "owner"],
                name="case_open_map",
                condition=OPEN,
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_at_home(self) -> bool:
        """Whether the place is a resident's own home: of what comes to their door, and of what was opened for that."""
        return self.service.at_home or (self.parent is not None and self.parent.is_at_home)

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status != Status.CLOSED

    @property
    def place(self) -> str:
        """The address with its area, which many an address names already. Needs `area` at hand."""
        area = self.area.name if self.area else ""
        named = re.search(rf"\b{re.escape(area)}\b", self.address, re.IGNORECASE)
        return self.address if named else ", ".join(filter(None, (self.address, area)))


class ClockKind(models.TextChoices):
    """What a deadline is for."""

    FIRST_RESPONSE = "first_response", _("First response")
    NEXT_UPDATE = "next_update", _("Next update")
    RESOLUTION = "resolution", _("Resolution")


class Verdict(models.TextChoices):
    """How a deadline ended."""

    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Not counted")


class CaseClock(Row):
    """One deadline of a case. A reopened case gets a new one, and the old one keeps its verdict."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=16, choices=ClockKind.choices)
    target = models.CharField(max_length=16)  # as promised when it started: "4h", "5d"
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_since = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)  # business time held so far
    stopped_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    class Meta:
        """Oldest first; one running clock of a kind."""

        ordering: ClassVar[list[str]] = ["started_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "kind"], name="clock_running_once", condition=models.Q(stopped_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class TaskState(models.TextChoices):
    """How far a task is."""

    BLOCKED = "blocked", _("Waits for another task")
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")  # an approval that was not given
    DROPPED = "dropped", _("No longer needed")


class Task(Row):
    """A piece of a case's work: somebody's, with a date. An approval is a task that is decided, not done.

    `code` is the workflow's; one added by hand has none. `checklist`: [{"text": …, "done": false}, …].
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    code = models.SlugField(max_length=60, blank=True, db_index=False)
    title = models.CharField(max_length=200)
    approval = models.BooleanField(default=False)
    required = models.BooleanField(default=True)  # the case cannot leave its stage before
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    owner = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks")
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    stage = models.SlugField(max_length=60, blank=True, db_index=False)
    after = ArrayField(models.SlugField(max_length=60), default=list, blank=True)  # codes of tasks that come first
    checklist = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    target = models.CharField(max_length=16, blank=True)  # counted on its team's calendar from when it opens
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """In order on the case; a team's open ones, due first."""

        ordering: ClassVar[list[str]] = ["position", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "due_at", "id"], name="task_team_due", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.title


class SavedView(Row):
    """A condition with a name, by which cases are listed. Its owner's alone, a team's, or everybody's."""

    name = models.CharField(max_length=60)
    condition = models.JSONField(default=dict, blank=True)
    order = models.CharField(max_length=10, default="due")  # "due" or "newest"
    owner = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="views")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="views")
    everybody = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order people see them."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Follower(Row):
    """A person who hears about a case: who reported it, or who said "that's mine too"."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="following")

    class Meta:
        """Once is enough."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "person"], name="follower_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.case_id}"


class Draft(Row):
    """A report in the making, page by page. Removed after a week."""

    key = LockColumn()
    data = SealedData(default=dict)
    photos = ArrayField(models.CharField(max_length=64), default=list, blank=True)  # what it holds in the file store
    changed_at = models.DateTimeField(auto_now=True)
    sent_as = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.id)

    def lock(self) -> bytes:
        """Its own key: the resident has no record yet."""
        return own_lock(self)


class Viewer(models.Model):
    """Somebody has this case open right now. An unlogged table, kept by the live process."""

    connection = models.UUIDField(primary_key=True)
    case_id = models.UUIDField()
    staff_id = models.UUIDField()
    seen_at = models.DateTimeField()
    writing_at = models.DateTimeField(
        null=True, blank=True
    )  # their last key stroke in the reply: colleagues are warned

    class Meta:
        """Asked by case."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case_id"], name="viewer_case")]

    def __str__(self) -> str:
        return f"{self.staff_id} at {self.case_id}"
