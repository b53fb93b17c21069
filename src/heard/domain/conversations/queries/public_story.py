"""What happened to a case as its residents may read it: steps in words, and the messages of one conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heard.domain.cases.models import Outcome
from heard.domain.cases.queries.work import workflow_of
from heard.domain.catalogue.models import Service
from heard.domain.conversations.models import Conversation, Direction, Message
from heard.domain.journal.queries import history_of_case
from heard.domain.teams.models import Team
from heard.kernel.dates import by_day

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.cases.models import Case
    from heard.domain.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Step:
    """One public step, or one message."""

    at: datetime
    words: str
    message: Message | None = None

    @property
    def kind(self) -> str:
        """How the timeline draws it: what the system says is quiet."""
        return "" if self.message else "quiet"


def public_steps_of(case: Case) -> list[Step]:
    """What happened to the case, oldest first, for anybody: no message and no name. Three queries."""
    entries = [entry for entry in history_of_case(case.id, public_only=True) if entry.kind in _WORDS]
    names = _names_in(entries) | _stages_of(case)
    steps = [Step(entry.at, _WORDS[entry.kind](entry, names)) for entry in entries]
    return [step for step in steps if step.words]


def public_story_of(case: Case, conversation: Conversation) -> list[Step]:
    """The same with the messages of this conversation, for the one resident it is with. Five queries."""
    messages = (
        Message.objects.filter(conversation=conversation, held=False)
        .exclude(direction=Direction.NOTE)
        .select_related("person", "conversation__person")
        .prefetch_related("attachments")
    )
    said = [Step(message.sent_at, _said(message), None if message.acknowledgement else message) for message in messages]
    return sorted([*public_steps_of(case), *said], key=lambda step: step.at)


def last_written(story: list[Step]) -> str:
    """The words the council wrote last."""
    written = (
        step.message.text for step in reversed(story) if step.message and step.message.direction == Direction.OUT
    )
    return next(written, "")


def _said(message: Message) -> str:
    if message.direction == Direction.IN:
        return _("You wrote")
    if message.channel == "phone":
        return _("We told you on the phone")
    if message.channel == "walk_in":
        return _("We told you in person")
    return _("We confirmed this to you") if message.acknowledgement else _("We wrote to you")


def _names_in(entries: list[Entry]) -> dict[str, str]:
    """The names behind the ids and codes of teams and services."""
    teams = {entry.data["team"] for entry in entries if "team" in entry.data}
    services = {entry.data["service"] for entry in entries if "service" in entry.data}
    names = {str(key): name for key, name in Team.objects.filter(id__in=teams).values_list("id", "name")}
    return names | dict(Service.objects.filter(code__in=services).values_list("code", "name"))


def _stages_of(case: Case) -> dict[str, str]:
    """What residents read of its workflow's stages, in their language."""
    definition, language = workflow_of(case), get_language() or ""
    said = {
        one.code: definition.words(f"stages.{one.code}.public", one.public, language=language)
        for one in definition.stages
    }
    return {f"stages.{code}": words for code, words in said.items() if words}


def _closed(entry: Entry, _names: dict[str, str]) -> str:
    outcome = entry.data.get("outcome", "")
    label = Outcome(outcome).label if outcome in Outcome.values else ""
    return _("Closed: %(outcome)s") % {"outcome": label} if label else _("Closed")


def _verdict(entry: Entry, _names: dict[str, str]) -> str:
    fixed = entry.data.get("fixed")
    return _("A resident says that it is fixed") if fixed else _("A resident says that it is not fixed")


def _with_team(entry: Entry, names: dict[str, str]) -> str:
    return _("%(team)s has it") % {"team": names.get(str(entry.data.get("team")), _("The council"))}


def _with_service(entry: Entry, names: dict[str, str]) -> str:
    return _("Sorted as: %(service)s") % {"service": names.get(str(entry.data.get("service")), "")}


def _moved(entry: Entry, _names: dict[str, str]) -> str:
    resolve_by = parse_datetime(entry.data.get("resolve_by") or "")
    return _("The date has moved: %(when)s") % {"when": by_day(resolve_by)} if resolve_by else _("The date has moved")


_WORDS = {
    "case.opened": lambda _entry, _names: _("Reported"),
    "case.routed": _with_team,
    "case.handed": _with_team,
    "case.service_changed": _with_service,
    "case.stage_changed": lambda entry, names: names.get(f"stages.{entry.data.get('stage')}", ""),
    "case.waiting": lambda _entry, _names: _("We wait for an answer to a question"),
    "case.resumed": lambda _entry, _names: _("Work goes on"),
    "case.followed": lambda _entry, _names: _("Somebody else reported it too"),
    "case.merged": lambda _entry, _names: _("Already reported: goes on under another reference"),
    "case.unmerged": lambda _entry, _names: _("Goes on under its own reference"),
    "case.closed": _closed,
    "case.reopened": lambda _entry, _names: _("Opened again"),
    "case.resident_verdict": _verdict,
    "case.dates_changed": _moved,
}
