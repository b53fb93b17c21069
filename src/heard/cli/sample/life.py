"""One case from the first word to the last, as far as it has come. What happens when is plot.py's to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from heard.cli.sample.answering import answers_for
from heard.cli.sample.voices import as_typed, day_name, everybody, fill, report_words, split_answers, times, voices
from heard.domain.cases.models import Case, ClockKind, Origin, Outcome
from heard.domain.cases.operations.history import CaseHistory
from heard.domain.conversations.operations.history import ConversationHistory
from heard.domain.conversations.rules import letters
from heard.domain.questions.rules.definition import Definition
from heard.flows.letter_facts import letter_facts
from heard.kernel.actor import resident, staff
from heard.kernel.ids import id_of
from heard.kernel.location import Location, cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from heard.cli.sample.demand import Occasion
    from heard.cli.sample.residents import Resident
    from heard.cli.sample.world import World
    from heard.domain.conversations.operations.messages import NewAttachment
    from heard.domain.conversations.rules.letters import LetterFacts
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor

PHOTOS_TAKEN = 0.42
PHOTOS_PUBLIC = 0.3
ADDED_BY_MAIL = 0.5
STEP_ASIDE = 0.0001  # degrees: nobody stands exactly at the front door


class Life:
    """A case with its conversations, and the words for everything that is said about it."""

    def __init__(self, world: World, occasion: Occasion, number: int, crossing: str) -> None:
        self.world, self.occasion, self.at = world, occasion, occasion.at
        self.random = Random(f"{world.seed}-{number}")  # noqa: S311 -- believable, not secret
        self.service = world.services[occasion.service]
        self.voice = voices()[occasion.service]
        self.resident = occasion.resident
        self.spanish = self.resident.language == "es" and occasion.origin in {Origin.WEB, Origin.EMAIL}
        self.talks: list[tuple[Resident, ConversationHistory]] = []
        self.duplicates: list[Life] = []
        place = occasion.address
        self._slots = {
            "street": place.street, "number": place.number, "place": f"{place.number} {place.street}",
            "area": place.locality, "crossing": crossing, "name": self.resident.first_name,
        }  # fmt: skip
        self.history = self._begin()

    @property
    def case(self) -> Case:
        return self.history.case

    @property
    def is_open(self) -> bool:
        return self.case.is_open

    @property
    def own_talk(self) -> ConversationHistory:
        return self.talks[0][1]

    def _begin(self) -> CaseHistory:
        """The report itself, and the conversation that begins with it."""
        one, at = self.occasion, self.at
        person = self.resident.met(at, attested=one.origin == Origin.EMAIL)
        self.implied, words = self._words()
        told = one.origin != Origin.EMAIL  # a mail has no form that asks
        asked, definition = self.world.asked_by(one.service) if told else (None, Definition())
        case = Case(
            id=id_of(at), created_at=at, reference=self.world.reference(), service=self.service, origin=one.origin,
            priority=self.service.default_priority, confidential=self.service.confidential, description=words,
            person=person, reported_at=at, updated_at=at,
            answers=answers_for(definition, self.implied, one, self.random), asked_id=asked,
        )  # fmt: skip
        if told and self.service.needs_location:
            self._locate(case)
        clerk = self.random.choice(self.world.staff_of(self.world.teams["contact-centre"]))
        written_down = one.origin in {Origin.PHONE, Origin.WALK_IN}
        actor = staff(clerk.id) if written_down else resident(person.id)
        history = CaseHistory(case, self.world.promises)
        history.open(actor=actor)
        subject = self._fill(self.random.choice(self.voice["subjects"])) if not told else ""
        talk = ConversationHistory(case=case, person=person, channel=one.origin, at=at, subject=subject)
        talk.receive(words, at=at, actor=actor, files=self._photos(), subject=subject)
        self.talks.append((self.resident, talk))
        return history

    def _words(self) -> tuple[dict[str, str], str]:
        """What the resident says; on the phone and at the counter, as a colleague wrote it down."""
        pool = self.voice.get("spanish", []) if self.spanish else []
        self.spanish = bool(pool)
        fitting = [text for text in pool or self.voice["reports"] if _agrees(split_answers(text)[0], self.occasion)]
        implied, core = split_answers(self.random.choice(fitting or self.voice["reports"]))
        self._slots |= times(self.at, self.random, language="es" if self.spanish else "en")
        notes = {Origin.PHONE: "calls", Origin.WALK_IN: "counter"}.get(self.occasion.origin)
        if notes:
            return implied, self._fill(self.random.choice(everybody()["council"][notes]) + core)
        words = self._fill(report_words(core, self.voice, self.random, spanish=self.spanish))
        return implied, words if self.spanish else as_typed(words, self.random)

    def _locate(self, case: Case) -> None:
        place = self.occasion.address
        aside = [self.random.uniform(-STEP_ASIDE, STEP_ASIDE) for _ in range(2)]
        there = Location(round(place.location.lon + aside[0], 6), round(place.location.lat + aside[1], 6))
        area = self.world.area_at(there)
        there = there if area else place.location
        case.location, case.cell, case.address = there, cell(there), place.line
        case.area = area or self.world.area_at(there)
        case.asset_id = self.world.thing_near(self.service.asset_layer, there)

    def _photos(self) -> list[NewAttachment]:
        kinds = [kind for kind in self.voice.get("photos", []) if kind in self.world.photos]
        if self.occasion.origin != Origin.WEB or not kinds or self.random.random() > PHOTOS_TAKEN:
            return []
        photo = self.random.choice(self.world.photos[self.random.choice(kinds)])
        return [replace(photo, public=self.random.random() < PHOTOS_PUBLIC and not self.service.confidential)]

    def acknowledge(self, at: datetime, *, follows: bool = False) -> None:
        """The newest conversation is acknowledged, where there is an address."""
        one, talk = self.talks[-1]
        if one.email and talk.conversation.person:
            compose = letters.following if follows else letters.acknowledgement
            message = talk.acknowledge(self._letter(talk, compose), at=at)
            talk.deliver(message, address=one.email)

    def say(
        self, talk: ConversationHistory, to: Resident, text: str, *, at: datetime, writer: Staff, closing: bool = False
    ) -> None:
        """A member of staff writes to one resident."""
        compose = (
            (lambda facts: letters.closing(facts, text=text, asks=True))
            if closing
            else (lambda facts: letters.reply(facts, text=text))
        )
        message = talk.write(text, letter=self._letter(talk, compose), at=at, writer=writer, actor=staff(writer.id))
        if to.email:
            talk.deliver(message, address=to.email)

    def hear(self, text: str, *, at: datetime) -> None:
        """The resident says something more: by mail where that is their way, otherwise on the tracking page."""
        channel = "email" if self.occasion.origin == Origin.EMAIL or self.random.random() < ADDED_BY_MAIL else "web"
        if not self.resident.email:
            channel = "phone"
        self.own_talk.receive(text, at=at, actor=self.as_resident, channel=channel)

    @property
    def as_resident(self) -> Actor:
        return resident(self.case.person_id)

    def join(self, other: Resident, words: str, *, at: datetime) -> None:
        """Somebody says "that's mine too"."""
        person = other.met(at)
        self.history.follow(person, at=at)
        talk = ConversationHistory(case=self.case, person=person, channel=Origin.WEB, at=at)
        talk.receive(words, at=at, actor=resident(person.id))
        self.talks.append((other, talk))
        self.acknowledge(at, follows=True)

    def close(self, outcome: Outcome, texts: list[str], *, at: datetime, writer: Staff) -> None:
        """The end, told to everyone who reported it."""
        pools = everybody()["council"]
        if self.spanish:
            texts = pools["spanish_fixed" if outcome == Outcome.FIXED else "spanish_other"]
        text = self.fill(self.pick(texts), at, writer)
        self.history.close(outcome, note=text, at=at, actor=staff(writer.id))
        for life in (self, *self.duplicates):
            for one, talk in life.talks:
                life.say(talk, one, text, at=at, writer=writer, closing=True)

    def pick(self, pool: list[str]) -> str:
        """One of these texts that is true of this case: `[fault=out]…` is said of lights that are out."""
        known = self.implied | {code: _written(value) for code, value in self.case.answers.items()}
        fitting = [words for needs, words in map(split_answers, pool) if needs.items() <= known.items()]
        return self.random.choice(fitting)

    def fill(self, text: str, at: datetime, writer: Staff, **more: str) -> str:
        """Words of the council, with the days as they stand at that moment."""
        language = "es" if self.spanish else "en"
        team = self.case.team
        colleagues = [one for one in self.world.staff_of(team) if one.id != writer.id] if team else []
        colleague = self.random.choice(colleagues or [self.world.demo_agent])
        due = self.history.running.get(ClockKind.RESOLUTION)
        planned = due.due_at if due and due.due_at > at else self.history.calendar.add_working_days(at, 3)
        minutes_ago = timezone.localtime(at - timedelta(minutes=self.random.randint(5, 50)))
        slots = {
            "time": f"{minutes_ago:%I:%M %p}".lstrip("0").lower(),
            "day": day_name(planned, language=language), "done": day_name(at, language=language, pattern="l"),
            "agent": writer.name, "team": team.name if team else "", "colleague": colleague.email.split("@")[0],
        }  # fmt: skip
        return self._fill(text, **slots | more)

    def _fill(self, text: str, **more: str) -> str:
        return fill(text, self._slots | more)

    def _letter(self, talk: ConversationHistory, compose: Callable[[LetterFacts], str]) -> str:
        conversation = talk.conversation
        with translation.override(conversation.person.language if conversation.person else None):
            facts = letter_facts(self.case, conversation)
            due = self.history.running.get(ClockKind.RESOLUTION)
            return compose(replace(facts, due=due.due_at if due else None))


def _agrees(implied: dict[str, str], occasion: Occasion) -> bool:
    """Whether the words of a report fit the answers that the plot insists on."""
    return all(implied.get(code) in {None, _written(value)} for code, value in occasion.answers.items())


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
