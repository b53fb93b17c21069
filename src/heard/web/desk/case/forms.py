"""The forms of the case page. They read what was typed; whether it may be done, the flows decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Case, Outcome
from heard.domain.cases.queries.access import proper_reference
from heard.domain.cases.queries.work import workflow_of
from heard.domain.catalogue.models import Priority, Service
from heard.domain.catalogue.queries import active_services
from heard.domain.conversations.models import Conversation
from heard.domain.teams.models import Staff, Team
from heard.domain.teams.queries import active_teams, colleagues_in
from heard.flows.send_reply import BY_VOICE
from heard.web.ui.forms import PhotosField

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from heard.web.desk.access import DeskRequest

    Words = str | _StrPromise

LONGEST_TEXT = 20_000
MOST_FILES = 10


def _text(label: Words, *, required: Words = "", rows: int = 5) -> forms.CharField:
    """A text area; `required` is what to say when it is empty."""
    return forms.CharField(
        label=label,
        required=bool(required),
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": required},
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )


class CaseForm(forms.Form):
    """A form about one case, prefixed by its action so that ids stay unique on the page."""

    action: ClassVar[str]

    def __init__(
        self, case: Case, request: DeskRequest, *, data: Any = None, files: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, files, auto_id=f"{self.action}-%s", initial=initial)
        self.case = case
        self.request = request
        self.prepare()

    def offer(self, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
        """Let these rows be chosen in this field."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        field.label_from_instance = label  # type: ignore[method-assign, assignment]  # Django's own way is a subclass for each

    def prepare(self) -> None:
        """Fill the choices that depend on the case."""


class _WithFiles(CaseForm):
    attached = PhotosField(label=_("Photos and files"), required=False)

    def clean_attached(self) -> list[Any]:
        """Not more files than anybody reads."""
        files = self.cleaned_data["attached"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Attach at most 10 files"))
        return files


class ReplyForm(_WithFiles):
    """What the resident reads."""

    action = "reply"
    conversation = forms.ModelChoiceField(Conversation.objects.none(), label=_("To"), empty_label=_("Choose a person"))
    text = _text(_("Your answer"), required=_("Write an answer"), rows=8)
    # Posted by the button that was pressed.
    channel = forms.ChoiceField(choices=[(code, code) for code in ("email", *BY_VOICE)], required=False)

    def prepare(self) -> None:
        """Only the conversations of this case; while somebody types, colleagues on the case are told."""
        theirs = Conversation.objects.filter(case=self.case, person__erased_at__isnull=True).select_related("person")
        self.offer("conversation", theirs, lambda one: str(one.person or _("Somebody")))
        self.fields["text"].widget.attrs |= {
            "hx-post": reverse("desk:writing", args=[self.case.reference]),
            "hx-trigger": "input throttle:8s",
            "hx-swap": "none",
            "hx-params": "none",
            "data-key": "r",
            "aria-keyshortcuts": "r",
        }


class NoteForm(_WithFiles):
    """What only colleagues read."""

    action = "note"
    text = _text(_("Note for colleagues"), required=_("Write a note"), rows=3)


class AssignForm(CaseForm):
    """Who owns the case."""

    action = "assign"
    owner = forms.ModelChoiceField(Staff.objects.none(), label=_("Owner"), required=False, empty_label=_("Nobody"))

    def prepare(self) -> None:
        """The people of the case's team."""
        self.offer("owner", colleagues_in(self.case.team_id) if self.case.team_id else Staff.objects.none())
        self.initial.setdefault("owner", self.case.owner_id)


class HandForm(CaseForm):
    """Which team has it from now on, and why."""

    action = "hand"
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Team"),
        empty_label=_("Choose a team"),
        error_messages={"required": _("Choose a team")},
    )
    reason = _text(_("Why (they will read this)"), rows=2)

    def prepare(self) -> None:
        """Every other team that takes cases."""
        others = active_teams().exclude(pk=self.case.team_id) if self.case.team_id else active_teams()
        self.offer("team", others, lambda team: f"{team.name} ({team.department.name})")


class ServiceForm(CaseForm):
    """What the case is really about."""

    action = "service"
    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("Service"),
        empty_label=_("Choose a service"),
        error_messages={"required": _("Choose a service")},
    )

    def prepare(self) -> None:
        """Every service the council offers."""
        self.offer("service", active_services())
        self.initial.setdefault("service", self.case.service_id)


class PriorityForm(CaseForm):
    """How much it presses."""

    action = "priority"
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices)

    def prepare(self) -> None:
        """Begin with what it is."""
        self.initial.setdefault("priority", self.case.priority)


class WaitForm(CaseForm):
    """What we ask the resident while the clock stands still."""

    action = "wait"
    text = _text(_("What do you need from them? (sent to the resident)"), rows=4)


class CloseForm(CaseForm):
    """How it ended, in words for everyone who reported it."""

    action = "close"
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            ("", _("Choose how it ended")),
            *((code, label) for code, label in Outcome.choices if code != Outcome.DUPLICATE),
        ],
        error_messages={"required": _("Choose how it ended")},
    )
    text = _text(_("What to tell everyone who reported this"), required=_("Say what was done"), rows=5)

    def prepare(self) -> None:
        """In the words of the case's workflow, where that has its own; it may have prepared what to tell."""
        outcomes = workflow_of(self.case).outcomes_at(self.case.stage)
        if not outcomes:
            return
        choices = [("", _("Choose how it ended")), *((one.code, one.label) for one in outcomes)]
        cast("forms.ChoiceField", self.fields["outcome"]).choices = choices
        if any(one.letter for one in outcomes):
            self.fields["text"].required = False
            self.fields["text"].help_text = _("Leave it empty to send the words that are prepared for the outcome.")


class ReopenForm(CaseForm):
    """Why it begins again."""

    action = "reopen"
    reason = _text(_("Why"), required=_("Say why the case is opened again"), rows=2)


class MergeForm(CaseForm):
    """The case this one repeats."""

    action = "merge"
    into = forms.CharField(
        label=_("Reference of the other case"), max_length=20, error_messages={"required": _("Enter a reference")}
    )

    def clean_into(self) -> str:
        """The reference in its proper form."""
        reference = proper_reference(self.cleaned_data["into"])
        if reference is None:
            raise forms.ValidationError(
                _("Check the reference. It looks like %(own)s."), params={"own": self.case.reference}
            )
        return reference
