"""The life of a case of a copy for training, told again from its shape: the same dates, invented words."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.cases.operations.history import CaseHistory, Promises
from heard.domain.cases.operations.opening import next_references
from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.catalogue.models import Service
from heard.domain.conversations.models import Direction
from heard.domain.conversations.operations.history import ConversationHistory
from heard.domain.criteria.rules import load
from heard.domain.places.models import Area
from heard.domain.places.queries import area_at
from heard.domain.questions.queries import current_versions, definition_of
from heard.domain.questions.rules.definition import Definition
from heard.domain.routing.queries import rules_in_order
from heard.domain.routing.rules import choose
from heard.domain.teams.models import Membership, Team
from heard.flows.training.inventing import address, more_words, our_words, report_words
from heard.flows.training.unrecognisable import chosen_answers
from heard.kernel.actor import SYSTEM, resident, staff
from heard.kernel.ids import id_of
from heard.kernel.location import Location, cell

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor

Life = tuple[CaseHistory, ConversationHistory]


class Teller:
    """Tells lives. The council is read once."""

    def __init__(self, *, now: datetime, references: int, random: Random) -> None:
        self.now, self.random = now, random
        self.promises = Promises()
        self.services = {one.code: one for one in Service.objects.select_related("group", "department")}
        self.asked = {one.questionnaire_id: (one.id, definition_of(one)) for one in current_versions()}
        self.areas = {one.id: one for one in Area.objects.defer("geometry")}
        self.staff = _staff_by_team()
        self.first_team = _first_team()
        vocabulary = case_vocabulary().read_once()
        self.rules = [(rule, load(rule.condition, vocabulary)) for rule in rules_in_order()]
        self.references = iter(next_references(references))

    def life(self, line: dict[str, Any], person: Person) -> Life | None:
        """One case from its line; None where its service is not part of the set-up."""
        service = self.services.get(line["service"])
        if service is None:
            return None
        told = CaseHistory(self._case(line, service, person), self.promises)
        talk = ConversationHistory(
            case=told.case, person=person, channel=told.case.origin, at=told.case.reported_at
        )  # fmt: skip
        self._begin(told, talk, person)
        self._go_on(told, talk, line)
        told.settle(self.now)
        return told, talk

    def _case(self, line: dict[str, Any], service: Service, person: Person) -> Case:
        at = datetime.fromisoformat(line["reported_at"])
        version, asked = self._asked(service)
        answers = chosen_answers(line.get("answers", {}), asked)
        case = Case(
            id=id_of(at), created_at=at, reported_at=at, updated_at=at, reference=next(self.references),
            service=service, origin=line["origin"], priority=line["priority"], confidential=service.confidential,
            person=person, answers=answers, asked_id=version,
            description=report_words(service, answers, asked, self.random),
        )  # fmt: skip
        if line.get("place"):
            place = Location(*line["place"])
            known = area_at(place)
            case.location, case.cell, case.address = place, cell(place), address(self.random)
            case.area = self.areas[known.id] if known else None
        return case

    def _asked(self, service: Service) -> tuple[UUID | None, Definition]:
        found = self.asked.get(service.questionnaire_id) if service.questionnaire_id else None
        return found or (None, Definition())

    def _begin(self, told: CaseHistory, talk: ConversationHistory, person: Person) -> None:
        case, at = told.case, told.case.reported_at
        told.open(actor=resident(person.id))
        talk.receive(case.description, at=at, actor=resident(person.id))
        decision = choose(self.rules, case_facts(case), now=at)
        team = decision.team if decision else self.first_team
        explanation = decision.explanation if decision else {"rule": None, "because": []}
        told.route(team, priority="", explanation=explanation, at=at + timedelta(seconds=1))

    def _go_on(self, told: CaseHistory, talk: ConversationHistory, line: dict[str, Any]) -> None:
        """Every date no earlier than the one before: what was reopened has dates behind its end."""
        case, end = told.case, _moment(line, "closed_at")
        owner = self._owner(case)
        actor: Actor = staff(owner.id) if owner else SYSTEM
        if owner and line["status"] != Status.RECEIVED:
            told.assign(owner, at=case.updated_at, actor=actor)
        if first := _moment(line, "responded_at"):
            told.respond(at=self._after(case, first, end), actor=actor)
        for at, way in line.get("said", ())[1:]:
            self._say(talk, datetime.fromisoformat(at), way, owner)
        if line["status"] == Status.WAITING:
            told.wait(at=case.updated_at, actor=actor)
        elif end and line.get("outcome") in set(Outcome.values) - {Outcome.DUPLICATE}:
            told.close(Outcome(line["outcome"]), note="", at=max(end, case.updated_at), actor=actor)

    def _after(self, case: Case, at: datetime, end: datetime | None) -> datetime:
        return max(min(at, end) if end else at, case.updated_at)

    def _say(self, talk: ConversationHistory, at: datetime, way: str, owner: Staff | None) -> None:
        if way == Direction.IN:
            person = talk.conversation.person
            talk.receive(more_words(self.random), at=at, actor=resident(person.id if person else None))
        else:
            words = our_words(self.random)
            talk.write(words, letter=words, at=at, writer=owner, actor=staff(owner.id) if owner else SYSTEM)

    def _owner(self, case: Case) -> Staff | None:
        colleagues = self.staff[case.team.code] if case.team else []
        return self.random.choice(colleagues) if colleagues else None


def _moment(line: dict[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(line[name]) if line.get(name) else None


def _staff_by_team() -> defaultdict[str, list[Staff]]:
    found: defaultdict[str, list[Staff]] = defaultdict(list)
    for membership in Membership.objects.select_related("staff", "team").order_by("staff__email"):
        found[membership.team.code].append(membership.staff)
    return found


def _first_team() -> Team:
    """Who gets what no rule fits."""
    teams = Team.objects.filter(active=True).select_related("calendar", "department")
    return teams.order_by("-department__serves_everyone", "name")[:1].get()
