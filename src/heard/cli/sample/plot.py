"""What happens to a case, and when: taken up, answered, chased, handed on, asked back, closed, not fixed after all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.cli.sample.pace import awake, moment_at, share_needed, soon
from heard.cli.sample.voices import everybody, fill
from heard.domain.cases.models import ClockKind, Origin, Outcome, Status
from heard.kernel.actor import staff

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from heard.cli.sample.life import Life
    from heard.cli.sample.residents import Resident
    from heard.cli.sample.world import World
    from heard.domain.teams.models import Staff

# How often things happen, of all cases to which they can.
ANSWERED_FIRST = 0.64
ASKED_BACK = 0.2
NEVER_ANSWERS = 0.15
NOTED = 0.24
HANDED_ON = 0.04
CHASED = 0.16
TAKEN_EARLY = 0.75  # the others nobody owns until somebody has to write
ANGRY_WHEN_LATE = 0.3
APOLOGISED_FOR = 0.4
THANKED = 0.24
SAID_FIXED = 0.2
SAID_NOT_FIXED = 0.06
PATIENCE = timedelta(days=3)
# Handing on happens among these: nobody sends a pothole to the librarians.
NEIGHBOURS = {"roads-north": "roads-south", "roads-south": "roads-north", "parks": "trees", "trees": "parks",
              "collections": "street-cleaning", "street-cleaning": "collections", "noise": "environment",
              "environment": "housing-repairs", "duty": "roads-south"}  # fmt: skip


class Plot:
    """One case's story, put on the world's timetable beat by beat."""

    def __init__(self, world: World, life: Life) -> None:
        self.world, self.life, self.random = world, life, life.random
        self.open_end = life.occasion.open_end
        decision = world.decision_for(life.case)
        routed = life.at + timedelta(seconds=1)
        life.history.route(decision.team, priority=decision.priority, explanation=decision.explanation, at=routed)
        life.acknowledge(routed)
        self.share = share_needed(decision.team.code, life.at, world.now, self.random)
        self._plan()

    def _plan(self) -> None:
        """The beats of an ordinary case; some of them bring others."""
        end = self._share_of_resolution(self.share)
        response = self._first_response(end)
        taken = self._between(self.life.at, response, 0.2, 0.8)
        if self.random.random() < TAKEN_EARLY:
            self._later(taken, self._take)
        may_ask = self.life.voice["asks"] and not self.life.spanish and not self.open_end
        if may_ask and self.random.random() < ASKED_BACK:
            self._later(response, self._ask_back)
            return
        if self.random.random() < ANSWERED_FIRST or self.open_end:
            self._later(response, self._answer)
        self._interludes(response, end)
        if not self.open_end:
            self._later(end, self._finish)

    def _interludes(self, response: datetime, end: datetime) -> None:
        chance = self.random.random
        if chance() < NOTED:
            self._later(self._between(response, end, 0.1, 0.8), self._note)
        if chance() < HANDED_ON:
            self._later(self._between(self.life.at, response, 0.05, 0.2), self._hand_on)
        if chance() < CHASED and end - self.life.at > PATIENCE:
            self._later(self._between(response, end, 0.3, 0.9), self._chase)
        due = self.life.history.running[ClockKind.RESOLUTION].due_at
        if end > due + timedelta(days=1):
            if chance() < APOLOGISED_FOR:
                self._later(soon(due, 2, self.life.history.calendar, self.random), self._apologise)
            if chance() < ANGRY_WHEN_LATE:
                self._later(self._between(due, end, 0.2, 0.8), self._be_angry)

    def _take(self, at: datetime) -> None:
        if not self.life.case.owner:
            owner = self._somebody()
            self.life.history.assign(owner, at=at, actor=staff(owner.id))

    def _answer(self, at: datetime) -> None:
        if self.life.spanish:
            self._reply(self.random.choice(everybody()["council"]["spanish_replies"]), "", at=at)
        else:
            self._reply(self._frame("replies"), self.life.pick(self.life.voice["progress"]), at=at)

    def _ask_back(self, at: datetime) -> None:
        question, *answers = self.random.choice(self.life.voice["asks"])
        self._reply(self._frame("asking"), question, at=at)
        self.life.history.wait(at=at + timedelta(seconds=1), actor=staff(self._writer(at).id))
        if self.random.random() < NEVER_ANSWERS:
            self._later(at + timedelta(days=self.random.randint(14, 20)), self._give_up, ends_waiting=True)
        else:
            answer = self.random.choice(answers)
            answered = awake(at + timedelta(hours=self.random.lognormvariate(3.6, 1.0)))
            self._later(answered, lambda then: self._hear_back(answer, then), ends_waiting=True)

    def _hear_back(self, answer: str, at: datetime) -> None:
        life = self.life
        life.hear(life.fill(answer, at, self._writer(at)), at=at)
        life.history.resume(at=at + timedelta(milliseconds=1), actor=life.as_resident)
        # The time held was not worked: the end moves as the date does.
        clock = life.history.running[ClockKind.RESOLUTION]
        end = moment_at(clock, self.share, life.history.calendar, self.random)
        end = max(end + timedelta(seconds=clock.paused_seconds), soon(at, 6, life.history.calendar, self.random))
        self._interludes(at, end)
        self._later(end, self._finish)

    def _give_up(self, at: datetime) -> None:
        moment = self.life.history.calendar.next_opening(at)
        texts = everybody()["council"]["given_up"]
        self._later(moment, lambda then: self._end(Outcome.NO_ACTION, texts, then), ends_waiting=True)

    def _note(self, at: datetime) -> None:
        writer = self._writer(at)
        pool = [*self.life.voice["notes"], *everybody()["council"]["notes"]]
        text = self.life.fill(self.life.pick(pool), at, writer)
        called = [one for one in self._colleagues() if f"@{one.email.split('@')[0]}" in text]
        seen = at + timedelta(minutes=self.random.randint(4, 600))
        mentions = [(one, seen if seen < self.world.now - timedelta(hours=2) else None) for one in called]
        self.life.own_talk.note(text, at=at, writer=writer, called=mentions)

    def _hand_on(self, at: datetime) -> None:
        life = self.life
        team = self.world.teams.get(NEIGHBOURS.get(life.case.team.code, "") if life.case.team else "")
        if team is None or life.case.confidential:
            return
        writer = self._writer(at)
        life.history.hand_over(team, at=at, actor=staff(writer.id))
        text = fill(self.random.choice(everybody()["council"]["handed"]), {"team": team.name})
        life.own_talk.note(text, at=at, writer=writer, called=[])

    def _chase(self, at: datetime) -> None:
        self._resident_says("chasing", at)
        self._later(self._within_hours(at, 5), lambda then: self._soothe("to_chasing", then))

    def _be_angry(self, at: datetime) -> None:
        self._resident_says("angry", at)
        self._later(self._within_hours(at, 3), lambda then: self._soothe("to_anger", then))

    def _apologise(self, at: datetime) -> None:
        self._soothe("late", at)

    def _soothe(self, pool: str, at: datetime) -> None:
        if not self.life.spanish:
            self._reply(self._frame("replies"), self.random.choice(everybody()["council"][pool]), at=at)

    def _finish(self, at: datetime) -> None:
        weights = dict(self.life.voice["outcomes"])
        if "fixed" in weights and (self.life.duplicates or self.life.case.reopened):
            weights = {"fixed": 1}
        outcome = self.random.choices(list(weights), list(weights.values()))[0]
        self._end(Outcome(outcome), self.life.voice[outcome], at)

    def _end(self, outcome: Outcome, texts: list[str], at: datetime) -> None:
        life = self.life
        life.close(outcome, texts, at=at, writer=self._writer(at))
        if life.case.outcome == Outcome.FIXED:
            self._aftermath(at)

    def _aftermath(self, at: datetime) -> None:
        """What the resident says of the result."""
        chance = self.random.random()
        after = awake(at + timedelta(hours=self.random.lognormvariate(2.5, 1.0)))
        if chance < THANKED:
            self.world.timetable.at(after, self._be_thanked)
        elif chance < THANKED + SAID_FIXED:
            self.world.timetable.at(after, self._say_fixed)
        elif chance < THANKED + SAID_FIXED + SAID_NOT_FIXED and self.life.voice["not_fixed"]:
            self.world.timetable.at(after + timedelta(days=self.random.randint(0, 3)), self._say_not_fixed)

    def _be_thanked(self, at: datetime) -> None:
        pool = "spanish_thanks" if self.life.spanish else "thanks"
        words = self.random.choice(everybody()["residents"][pool])
        agent = self.life.case.owner.name.split(" ")[0] if self.life.case.owner else ""
        self.life.hear(fill(words, {"agent": agent}), at=at)

    def _say_fixed(self, at: datetime) -> None:
        words = self.random.choice(everybody()["residents"]["fixed_yes"])
        if words and not self.life.spanish:
            self.life.hear(words, at=at)
        self.life.history.say_if_fixed(fixed=True, at=at, actor=self.life.as_resident)

    def _say_not_fixed(self, at: datetime) -> None:
        life = self.life
        closed = life.case.closed_at
        if life.case.reopened or life.spanish or not closed or at > closed + timedelta(days=life.service.reopen_days):
            return
        life.hear(life.fill(life.pick(life.voice["not_fixed"]), at, self._writer(at)), at=at)
        life.history.say_if_fixed(fixed=False, at=at, actor=life.as_resident)
        life.history.reopen(at=at + timedelta(milliseconds=1), actor=life.as_resident)
        end = self._share_of_resolution(max(0.3, self.share * 0.8))
        self._later(self._between(at, end, 0.1, 0.5), self._answer)
        self._later(end, self._finish)

    def be_merged_into(self, other: Life, at: datetime) -> None:
        """A colleague sees that both are the same thing."""
        life = self.life
        if not other.is_open or not life.is_open or life.duplicates or other.case.merged_into:
            return
        agent = self.random.choice(self.world.staff_of(self.world.teams["contact-centre"]))
        life.history.merge_into(other.history, at=at, actor=staff(agent.id))
        other.duplicates.append(life)
        for one, talk in life.talks:
            life.say(talk, one, everybody()["council"]["merged"][0], at=at, writer=agent)

    def be_joined(self, other: Resident, at: datetime) -> None:
        """Somebody else says "that's mine too", unless it is over."""
        known = {one.person.id for one, _talk in self.life.talks if one.person}
        if self.life.is_open and not self.life.case.confidential and (not other.person or other.person.id not in known):
            words = self.random.choice(everybody()["residents"]["mine_too"])
            self.life.join(other, fill(words, {"span": "weeks"}), at=at)

    def _reply(self, frame: str, body: str, *, at: datetime) -> None:
        life, writer = self.life, self._writer(at)
        text = life.fill(frame.replace("{body}", body), at, writer)
        life.say(life.own_talk, life.resident, text, at=at, writer=writer)
        life.history.respond(at=at, actor=staff(writer.id))

    def _resident_says(self, pool: str, at: datetime) -> None:
        if not self.life.spanish:
            words = self.random.choice(everybody()["residents"][pool])
            self.life.hear(self.life.fill(words, at, self._writer(at)), at=at)

    def _frame(self, pool: str) -> str:
        return self.random.choice(everybody()["council"][pool])

    def _writer(self, at: datetime) -> Staff:
        """Who deals with it: its owner, or whoever takes it now."""
        if self.life.case.owner is None and self.life.is_open:
            self._take(at)
        return self.life.case.owner or self._somebody()

    def _somebody(self) -> Staff:
        team = self.life.case.team
        if team is None:
            raise LookupError("The case was not routed.")
        return self.random.choice(self.world.staff_of(team))

    def _colleagues(self) -> list[Staff]:
        return self.world.staff_of(self.life.case.team) if self.life.case.team else []

    def _later(self, moment: datetime, beat: Callable[[datetime], None], *, ends_waiting: bool = False) -> None:
        """At that moment, unless the case is closed by then, or waits for the resident."""

        def unless_over(at: datetime) -> None:
            if self.life.is_open and (ends_waiting or self.life.case.status != Status.WAITING):
                beat(max(at, self.life.case.updated_at))

        self.world.timetable.at(moment, unless_over)

    def _share_of_resolution(self, share: float) -> datetime:
        history = self.life.history
        return moment_at(history.running[ClockKind.RESOLUTION], share, history.calendar, self.random)

    def _first_response(self, end: datetime) -> datetime:
        clock = self.life.history.running.get(ClockKind.FIRST_RESPONSE)
        if clock is None:
            return self._between(self.life.at, end, 0.1, 0.4)
        share = min(self.share, 1.6) * self.random.uniform(0.3, 1.1)
        moment = moment_at(clock, share, self.life.history.calendar, self.random)
        return min(moment, self._between(self.life.at, end, 0.5, 0.8))

    def _between(self, start: datetime, end: datetime, least: float, most: float) -> datetime:
        """Somewhere between the two, in working hours where that leaves room."""
        moment = start + (end - start) * self.random.uniform(least, most)
        opening = self.life.history.calendar.next_opening(moment)
        return opening + timedelta(seconds=self.random.randint(0, 900)) if opening < end else moment

    def _within_hours(self, at: datetime, hours: float) -> datetime:
        return soon(at, hours, self.life.history.calendar, self.random)


def opens_by_web(life: Life) -> bool:
    """Whether others may have come across it on the website."""
    return life.occasion.origin == Origin.WEB and not life.case.confidential
