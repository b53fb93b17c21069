"""A case's life told afterwards, step by step, as the other operations would have lived it, and written with many more.

Nothing is saved until `write_cases`: the clocks, dates and journal entries come from the same rules.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case, CaseClock, ClockKind, Follower, Outcome, Status
from heard.domain.cases.rules import deadlines
from heard.domain.cases.rules.public_words import public_answers, public_words
from heard.domain.cases.rules.status import NOT_COUNTED, may_move
from heard.domain.catalogue.models import Target as PromiseRow
from heard.domain.journal.operations import past_entry
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.targets import Target
from heard.kernel.actor import SYSTEM, resident
from heard.kernel.copying import copy_in
from heard.kernel.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from heard.domain.cases.rules.deadlines import Clock
    from heard.domain.journal.models import Entry
    from heard.domain.people.models import Person
    from heard.domain.teams.models import Staff, Team
    from heard.kernel.actor import Actor


class Promises:
    """What every service promises, and when every team works: read once for many cases."""

    def __init__(self) -> None:
        self._targets = {(row.service_id, row.priority): row for row in PromiseRow.objects.filter(condition={})}
        self._calendars: dict[UUID, BusinessCalendar] = {}

    def of(self, case: Case) -> dict[ClockKind, Target]:
        key = case.service_id
        row = self._targets.get((key, case.priority)) or self._targets.get((key, ""))
        codes = {ClockKind.FIRST_RESPONSE: row.first_response, ClockKind.RESOLUTION: row.resolution} if row else {}
        return {kind: Target.parse(code) for kind, code in codes.items() if code}

    def calendar(self, team: Team) -> BusinessCalendar:
        known = self._calendars.get(team.id)
        if known is None:
            known = self._calendars[team.id] = BusinessCalendar.of(team.calendar)
        return known


class CaseHistory:
    """One life. Steps are told in the order they happened; a step back in time is refused."""

    def __init__(self, case: Case, promises: Promises) -> None:
        case.description = public_words(case.description, person=case.person)
        case.answers = public_answers(case.answers, person=case.person)
        self.case = case
        self.running: dict[ClockKind, Clock] = {}
        self.ended: list[Clock] = []
        self.followers: list[Follower] = []
        self.entries: list[Entry] = []
        self._promises = promises

    @property
    def calendar(self) -> BusinessCalendar:
        if self.case.team is None:
            raise ValueError("The case has no team yet.")
        return self._promises.calendar(self.case.team)

    def open(self, *, actor: Actor) -> None:
        case = self.case
        if case.person:
            self._add_follower(case.person, case.reported_at)
        opened = {"service": case.service.code, "origin": case.origin}
        self._tell("case.opened", case.reported_at, actor, person=case.person_id, public=True, **opened)

    def route(self, team: Team, *, priority: str, explanation: dict[str, Any], at: datetime) -> None:
        case = self.case
        case.team, case.department_id = team, team.department_id
        case.priority, case.routing = priority or case.priority, explanation
        self._start_clocks(case.reported_at)
        self._tell("case.routed", at, SYSTEM, public=True, team=str(team.id), rule=explanation.get("rule"))

    def assign(self, owner: Staff, *, at: datetime, actor: Actor) -> None:
        self.case.owner = owner
        if self.case.status == Status.RECEIVED:
            self.case.status = Status.IN_PROGRESS
        self._tell("case.assigned", at, actor, owner=str(owner.id))

    def hand_over(self, team: Team, *, at: datetime, actor: Actor) -> None:
        case, before = self.case, self.case.team_id
        case.team, case.department_id, case.owner = team, team.department_id, None
        case.routing = {"by": str(actor.id)}
        self._change(lambda clock: deadlines.recompute(clock, calendar=self.calendar))
        self._tell("case.handed", at, actor, public=True, team=str(team.id), from_team=str(before))

    def set_priority(self, priority: str, *, at: datetime, actor: Actor) -> None:
        before, self.case.priority = self.case.priority, priority
        promises = self._promises.of(self.case)
        self._change(lambda clock: deadlines.recompute(clock, calendar=self.calendar, target=promises.get(clock.kind)))
        self._tell("case.priority_changed", at, actor, priority=priority, before=before)

    def respond(self, *, at: datetime, actor: Actor) -> None:
        first = self.running.pop(ClockKind.FIRST_RESPONSE, None)
        if first:
            self.ended.append(deadlines.stop(first, at=at, calendar=self.calendar))
        if self.case.status == Status.RECEIVED:
            self.case.status = Status.IN_PROGRESS
        self.case.responded_at = self.case.responded_at or at
        self._tell("case.responded", at, actor)

    def wait(self, *, at: datetime, actor: Actor) -> None:
        self._move(Status.WAITING)
        self._change(lambda clock: deadlines.pause(clock, at=at))
        self._tell("case.waiting", at, actor, public=True)

    def resume(self, *, at: datetime, actor: Actor) -> None:
        self._move(Status.IN_PROGRESS)
        self._change(lambda clock: deadlines.resume(clock, at=at, calendar=self.calendar))
        due = self.running.get(ClockKind.RESOLUTION)
        self._tell("case.resumed", at, actor, public=True, due=due.due_at.isoformat() if due else None)

    def close(self, outcome: Outcome, *, note: str, at: datetime, actor: Actor) -> None:
        self._end(outcome, at)
        self.case.outcome_note = public_words(note, person=self.case.person)
        self._tell("case.closed", at, actor, public=True, outcome=outcome.value)

    def say_if_fixed(self, *, fixed: bool, at: datetime, actor: Actor) -> None:
        self._tell("case.resident_verdict", at, actor, public=True, fixed=fixed)

    def reopen(self, *, at: datetime, actor: Actor) -> None:
        case, before = self.case, self.case.outcome
        self._move(Status.IN_PROGRESS)
        case.outcome, case.closed_at = "", None
        case.reopened += 1
        self._start_clocks(at)
        self._tell("case.reopened", at, actor, public=True, outcome_before=before)

    def follow(self, person: Person, *, at: datetime) -> None:
        self._add_follower(person, at)
        self._tell("case.followed", at, resident(person.id), person=person.id, public=True)

    def merge_into(self, other: CaseHistory, *, at: datetime, actor: Actor) -> None:
        was = {"status": self.case.status, "outcome": self.case.outcome}
        self._end(Outcome.DUPLICATE, at)
        self.case.merged_into = other.case
        self._tell("case.merged", at, actor, public=True, into=str(other.case.id), was=was)
        other._tell("case.duplicate_added", at, actor, duplicate=str(self.case.id))

    def settle(self, now: datetime) -> None:
        """The story has reached today: the dates that lists sort by, and the warnings that went out on the way."""
        case, running = self.case, self.running
        respond, resolve = running.get(ClockKind.FIRST_RESPONSE), running.get(ClockKind.RESOLUTION)
        case.respond_by, case.resolve_by = (clock.due_at if clock else None for clock in (respond, resolve))
        moments = [deadlines.warn_at(clock, calendar=self.calendar) for clock in running.values()]
        case.warn_at = min((at for at in moments if at and at > now), default=None)
        for clock in (*self.ended, *running.values()):
            self._warn_of(clock, now)

    def clock_rows(self) -> list[CaseClock]:
        return [
            CaseClock(id=id_of(one.started_at), created_at=one.started_at, case=self.case, **one.as_columns())
            for one in (*self.ended, *self.running.values())
        ]

    def _warn_of(self, clock: Clock, now: datetime) -> None:
        """What was held has had other moments to warn; nobody remembers them."""
        if clock.paused_seconds or clock.paused_since:
            return
        moment = deadlines.warn_at(replace(clock, stopped_at=None, verdict=None), calendar=self.calendar)
        if moment and clock.started_at < moment < min(clock.stopped_at or now, now):
            due = clock.due_at.isoformat()
            self.entries.append(self._entry("case.due_soon", moment, SYSTEM, warned_at=moment.isoformat(), due=due))

    def _start_clocks(self, since: datetime) -> None:
        for kind, target in self._promises.of(self.case).items():
            if kind != ClockKind.FIRST_RESPONSE or self.case.responded_at is None:
                self.running[kind] = deadlines.start(kind, at=since, target=target, calendar=self.calendar)

    def _change(self, step: Callable[[Clock], Clock]) -> None:
        self.running = {kind: step(clock) for kind, clock in self.running.items()}

    def _end(self, outcome: Outcome, at: datetime) -> None:
        self._move(Status.CLOSED)
        self.case.outcome, self.case.closed_at = outcome.value, at
        for clock in self.running.values():
            ended = (
                deadlines.cancel(clock, at=at)
                if outcome in NOT_COUNTED
                else deadlines.stop(clock, at=at, calendar=self.calendar)
            )
            self.ended.append(ended)
        self.running = {}

    def _move(self, to: Status) -> None:
        if not may_move(self.case, to):
            msg = f"a case that is {self.case.status} cannot become {to}"
            raise ValueError(msg)
        self.case.status = to

    def _add_follower(self, person: Person, at: datetime) -> None:
        self.followers.append(Follower(id=id_of(at), created_at=at, case=self.case, person=person))

    def _tell(self, kind: str, at: datetime, actor: Actor, **columns: Any) -> None:
        if at < self.case.updated_at:
            msg = f"{kind} at {at}, but the story is at {self.case.updated_at} already"
            raise ValueError(msg)
        self.case.updated_at = at
        self.entries.append(self._entry(kind, at, actor, **columns))

    def _entry(self, kind: str, at: datetime, actor: Actor, **columns: Any) -> Entry:
        return past_entry(kind, actor=actor, at=at, case=self.case.id, **columns)


def write_cases(histories: list[CaseHistory]) -> list[Entry]:
    """Write them, the merged after what they were merged into; returned are the entries for the caller to record."""
    whole = sorted(histories, key=lambda history: history.case.merged_into is not None)
    copy_in([history.case for history in whole])
    copy_in([row for history in whole for row in history.clock_rows()])
    copy_in([row for history in whole for row in history.followers])
    return [entry for history in whole for entry in history.entries]
