"""What the plot of every case stands on: the council as it was set up, the clock, references, and a timetable."""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from heard.cli.sample.setting_up import demo_sign_ins
from heard.domain.assets.models import Asset
from heard.domain.cases.operations.history import Promises
from heard.domain.cases.operations.opening import next_references
from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.catalogue.queries import active_services
from heard.domain.criteria.rules import load
from heard.domain.places.queries import active_areas, area_index
from heard.domain.questions.queries import current_versions, definition_of
from heard.domain.questions.rules.definition import Definition
from heard.domain.routing.queries import rules_in_order
from heard.domain.routing.rules import choose
from heard.domain.teams.models import Membership, Team
from heard.kernel.location import Location, distance_m

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.conversations.operations.messages import NewAttachment
    from heard.domain.places.models import Area
    from heard.domain.routing.rules import Decision
    from heard.domain.teams.models import Staff


class Timetable:
    """What happens when, to all cases together: one story after another would not know of its neighbours."""

    def __init__(self) -> None:
        self._beats: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._number = count()

    def at(self, moment: datetime, beat: Callable[[datetime], None]) -> None:
        heapq.heappush(self._beats, (moment, next(self._number), beat))

    def run(self, until: datetime, *, progress: Callable[[datetime], None]) -> None:
        """Everything up to `until`, in its order; what comes later never happened."""
        while self._beats and self._beats[0][0] <= until:
            moment, _number, beat = heapq.heappop(self._beats)
            beat(moment)
            progress(moment)


class World:
    """The council, read once. `photos`: those that residents may have taken, by what is on them."""

    def __init__(self, *, seed: int, now: datetime, references: int, photos: dict[str, list[NewAttachment]]) -> None:
        self.seed, self.now, self.photos = seed, now, photos
        self.random = Random(seed)  # noqa: S311 -- believable, not secret
        self.timetable = Timetable()
        self.promises = Promises()
        self.services = {one.code: one for one in active_services().select_related("group", "questionnaire")}
        self.teams = {one.code: one for one in Team.objects.select_related("department", "calendar")}
        self._asked = {one.questionnaire_id: (one.id, definition_of(one)) for one in current_versions()}
        self._staff = _staff_by_team()
        vocabulary = case_vocabulary().read_once()
        self._rules = [(rule, load(rule.condition, vocabulary)) for rule in rules_in_order()]
        self._areas = {area.id: area for area in active_areas()}
        self._area_index = area_index()
        self._references = iter(next_references(references))
        self._things: dict[str, list[Asset]] = defaultdict(list)
        for thing in Asset.objects.select_related("layer"):
            self._things[thing.layer.code].append(thing)
        agent = demo_sign_ins()["agent"]
        self.demo_agent = next(one for one in self._staff["contact-centre"] if one.email == agent)

    def reference(self) -> str:
        return next(self._references)

    def staff_of(self, team: Team) -> list[Staff]:
        return self._staff[team.code]

    def asked_by(self, service_code: str) -> tuple[UUID | None, Definition]:
        """The version of the questionnaire that is asked, and what it asks."""
        questionnaire = self.services[service_code].questionnaire_id
        return self._asked[questionnaire] if questionnaire else (None, Definition())

    def thing_near(self, layer: str, location: Location) -> UUID | None:
        """Which lamp it is: the nearest thing of this layer."""
        things = self._things.get(layer, [])
        nearest = min(things, key=lambda one: distance_m(one.location, location), default=None)
        return nearest.id if nearest else None

    def area_at(self, location: Location) -> Area | None:
        known = self._area_index.area_at(location)
        return self._areas[known.id] if known else None

    def decision_for(self, case: Case) -> Decision:
        decision = choose(self._rules, case_facts(case), now=case.reported_at)
        if decision is None:
            raise LookupError("The last rule takes everything.")
        return decision


def _staff_by_team() -> dict[str, list[Staff]]:
    found: dict[str, list[Staff]] = defaultdict(list)
    for membership in Membership.objects.select_related("staff", "team").order_by("staff__email"):
        found[membership.team.code].append(membership.staff)
    return found
