"""Journal entries of a case as sentences for its staff. Ids become names here, and nowhere in the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.models import Case, Outcome, Task
from heard.domain.cases.queries.work import workflow_of
from heard.domain.catalogue.models import Priority, Service
from heard.domain.questions.models import Questionnaire
from heard.domain.teams.models import Staff, Team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model

    from heard.domain.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Names:
    """What ids and codes are called now."""

    staff: dict[str, str]
    teams: dict[str, str]
    services: dict[str, str]
    references: dict[str, str]
    tasks: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    questionnaires: dict[str, str] = field(default_factory=dict)


def names_in(entries: list[Entry], case: Case) -> Names:
    """The names behind the ids of these entries: four queries at most, one more where the case has tasks, and one
    where its resident was asked a questionnaire.
    """
    tasks = {str(entry.subject_id) for entry in entries if entry.kind.startswith("case.task_")}
    staff = {str(entry.actor_id) for entry in entries if entry.actor_id and entry.actor_kind == "staff"}
    return Names(
        staff=_named(Staff, "name", staff | _values(entries, "owner", "by")),
        teams=_named(Team, "name", _values(entries, "team", "from_team")),
        services=dict(
            Service.objects.filter(code__in=_values(entries, "service", "before")).values_list("code", "name")
        ),
        references=_references(_values(entries, "into", "duplicate", "child"), case),
        tasks=_named(Task, "title", tasks),
        stages={stage.code: stage.name for stage in workflow_of(case).stages},
        questionnaires=_questionnaires(_values(entries, "questionnaire")),
    )


def words_of(entry: Entry, names: Names) -> str:
    """The sentence for an entry; empty for what the timeline shows otherwise, or not at all."""
    if say := _WORDS.get(entry.kind):
        return say(entry.data, names)
    if of_task := _TASK_WORDS.get(entry.kind):
        return of_task % {"task": names.tasks.get(str(entry.subject_id), _("a task"))}
    return ""


def _values(entries: Iterable[Entry], *keys: str) -> set[str]:
    return {str(entry.data[key]) for entry in entries for key in keys if entry.data.get(key)}


def _named(model: type[Model], field: str, ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    return {str(key): name for key, name in model._default_manager.filter(pk__in=ids).values_list("pk", field)}  # noqa: SLF001


def _references(ids: set[str], case: Case) -> dict[str, str]:
    """Of cases that readers of this one may know of: what is confidential beside it is not named."""
    if not ids:
        return {}
    known = (
        Case.objects.filter(pk__in=ids) if case.confidential else Case.objects.filter(pk__in=ids, confidential=False)
    )
    return {str(key): reference for key, reference in known.values_list("pk", "reference")}


def _questionnaires(codes: set[str]) -> dict[str, str]:
    return dict(Questionnaire.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _opened(data: dict[str, Any], names: Names) -> str:
    return _("Reported: %(service)s") % {"service": names.services.get(data.get("service", ""), "")}


def _routed(data: dict[str, Any], names: Names) -> str:
    return _("Given to %(team)s by the rules") % {"team": names.teams.get(str(data.get("team")), "")}


def _handed(data: dict[str, Any], names: Names) -> str:
    return _("Handed to %(team)s") % {"team": names.teams.get(str(data.get("team")), "")}


def _assigned(data: dict[str, Any], names: Names) -> str:
    if not data.get("owner"):
        return _("Nobody owns it now")
    return _("%(owner)s owns it now") % {"owner": names.staff.get(str(data["owner"]), _("Somebody who has left"))}


def _service(data: dict[str, Any], names: Names) -> str:
    return _("Changed from %(before)s to %(service)s") % {
        "before": names.services.get(data.get("before", ""), ""),
        "service": names.services.get(data.get("service", ""), ""),
    }


def _priority(data: dict[str, Any], _names: Names) -> str:
    return _("Priority changed to %(priority)s") % {"priority": str(Priority(data["priority"]).label).lower()}


def _tagged(data: dict[str, Any], _names: Names) -> str:
    signs = [*(f"+{tag}" for tag in data["added"]), *(f"−{tag}" for tag in data["removed"])]
    return _("Tags: %(tags)s") % {"tags": ", ".join(signs)}


def _closed(data: dict[str, Any], _names: Names) -> str:
    return _("Closed: %(outcome)s") % {"outcome": Outcome(data["outcome"]).label}


def _merged(data: dict[str, Any], names: Names) -> str:
    return _("Merged into %(reference)s") % {"reference": names.references.get(str(data.get("into")), "")}


def _duplicate(data: dict[str, Any], names: Names) -> str:
    return _("%(reference)s was merged into this one") % {"reference": names.references.get(str(data["duplicate"]), "")}


def _undone(data: dict[str, Any], names: Names) -> str:
    return _("%(reference)s stands on its own again") % {"reference": names.references.get(str(data["duplicate"]), "")}


def _verdict(data: dict[str, Any], _names: Names) -> str:
    return _("The resident says it was fixed") if data.get("fixed") else _("The resident says it was not fixed")


def _stage(data: dict[str, Any], names: Names) -> str:
    return _("Now at: %(stage)s") % {"stage": names.stages.get(data.get("stage", ""), data.get("stage", ""))}


def _asked(data: dict[str, Any], names: Names) -> str:
    code = data["questionnaire"]
    return _("The resident was asked: %(questionnaire)s") % {"questionnaire": names.questionnaires.get(code, code)}


def _waiting(data: dict[str, Any], _names: Names) -> str:
    if data.get("others"):
        return _("Waiting for others; the clock stands still")
    return _("Waiting for the resident; the clock stands still")


def _child(data: dict[str, Any], names: Names) -> str:
    return _("%(reference)s was opened for this case") % {"reference": _child_called(data, names)}


def _child_closed(data: dict[str, Any], names: Names) -> str:
    return _("%(reference)s, opened for this case, is closed") % {"reference": _child_called(data, names)}


def _child_called(data: dict[str, Any], names: Names) -> str:
    return names.references.get(str(data["child"])) or _("A case for its own team alone")


_TASK_WORDS = {
    "case.task_added": gettext_lazy("Task: %(task)s"),
    "case.task_opened": gettext_lazy("Can begin now: %(task)s"),
    "case.task_done": gettext_lazy("Done: %(task)s"),
    "case.task_approved": gettext_lazy("Approved: %(task)s"),
    "case.task_refused": gettext_lazy("Refused: %(task)s"),
    "case.task_again": gettext_lazy("To do again: %(task)s"),
    "case.task_dropped": gettext_lazy("No longer needed: %(task)s"),
    "case.task_handed": gettext_lazy("Another team has it: %(task)s"),
}
_WORDS: dict[str, Callable[[dict[str, Any], Names], str]] = {
    "case.opened": _opened,
    "case.routed": _routed,
    "case.handed": _handed,
    "case.assigned": _assigned,
    "case.service_changed": _service,
    "case.priority_changed": _priority,
    "case.tagged": _tagged,
    "case.waiting": _waiting,
    "case.asked": _asked,
    "case.stage_changed": _stage,
    "case.workflow_moved": lambda _data, _names: _("It goes by a newer version of its workflow"),
    "case.child_opened": _child,
    "case.child_closed": _child_closed,
    "case.resumed": lambda _data, _names: _("Work goes on; the dates moved by the time spent waiting"),
    "case.closed": _closed,
    "case.spoken_for": lambda _data, _names: _("Somebody who may speak for the resident told us, and hears of it too"),
    "case.reopened": lambda _data, _names: _("Opened again"),
    "case.merged": _merged,
    "case.unmerged": lambda _data, _names: _("The merge was undone"),
    "case.duplicate_added": _duplicate,
    "case.duplicate_removed": _undone,
    "case.followed": lambda _data, _names: _("Somebody else reported it too"),
    "case.due_soon": lambda _data, _names: _("The team was told that the date comes near"),
    "case.dates_changed": lambda _data, _names: _("The dates moved, because the calendar or the target was changed"),
    "case.resident_verdict": _verdict,
    "case.resident_erased": lambda _data, _names: _("What named the resident was removed"),
}
