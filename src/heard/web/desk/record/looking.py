"""What the desk knows while the resident speaks: who it may be, what it may be, where, and what is reported there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case
from heard.domain.cases.queries.nearby import open_cases_near
from heard.domain.cases.queries.repeats import repeats_of
from heard.domain.catalogue.queries import active_services, services_matching
from heard.domain.people.queries.people import people_with
from heard.domain.people.queries.profile import whole_person
from heard.domain.people.queries.search import people_called
from heard.domain.places.queries import addresses_matching
from heard.domain.questions.queries import current_version, definition_of, facts_at
from heard.domain.questions.rules.answers import read_way
from heard.domain.questions.rules.definition import without_files
from heard.domain.questions.rules.words import prefilled
from heard.kernel import clock
from heard.kernel.location import Location
from heard.web.desk.known import PEOPLE_SHOWN, Found, Known, known_people
from heard.web.desk.people.panel import panel_of
from heard.web.ui.question_fields import sent_answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.cases.rules.repeats import Repeats
    from heard.domain.catalogue.models import Service
    from heard.domain.people.models import Mandate, Person
    from heard.domain.places.models import Address
    from heard.domain.questions.models import QuestionnaireVersion
    from heard.domain.questions.rules.definition import Definition
    from heard.domain.questions.rules.walk import Way
    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.people.panel import Panel

NEARBY_SHOWN = 5
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Looking:
    """Everything found for what was typed so far; each thing is looked up when its part of the page is drawn."""

    standing: Standing
    data: Mapping[str, Any]

    @cached_property
    def met(self) -> Found:
        """Who has the address or number, then who is called so or lives there, as far as the reader may know of them,
        each with their latest contacts.
        """
        name = self._text("name")
        met = people_with(email=self._text("email"), phone=self._text("phone"))
        called = people_called(name) if len(name) >= SHORTEST_NAME else []
        return known_people(self.standing, met, called, most=None if self.all_shown else PEOPLE_SHOWN)

    @property
    def people(self) -> list[Known]:
        """Those of them who are shown."""
        return self.met.people

    @property
    def all_shown(self) -> bool:
        """Whether the agent asked for all who were found."""
        return bool(self._text("all"))

    @cached_property
    def person(self) -> Person | None:
        """Who the agent says it is; only somebody who was found by what the caller told."""
        return next((known.person for known in self.people if str(known.person.id) == self._text("person")), None)

    @property
    def just_chosen(self) -> bool:
        """Whether the page the agent chose them on was not about them yet."""
        return self.person is not None and str(self.person.id) != self._text("person_before")

    @cached_property
    def panel(self) -> Panel | None:
        """All we know of them."""
        return panel_of(self.standing, whole_person(self.person.id)) if self.person else None

    @cached_property
    def mandate(self) -> Mandate | None:
        """For whom the caller speaks, where they may."""
        chosen, mandates = self._text("speaks_for"), self.panel.whole.speaks_for if self.panel else []
        return next((mandate for mandate in mandates if str(mandate.id) == chosen), None)

    @cached_property
    def repeats(self) -> Repeats | None:
        """Whether this is one more of what they told us before. Of something confidential its team alone is told."""
        reporter = self.mandate.person if self.mandate else self.person
        if reporter is None or self.service is None or self.service.confidential:
            return None
        return repeats_of(Case(service=self.service, person=reporter, location=self.location, reported_at=clock.now()))

    @cached_property
    def services(self) -> list[Service]:
        """What the words may mean, what was chosen first."""
        found = services_matching(self._text("words"))
        return [self.service, *(one for one in found if one != self.service)] if self.service else found

    @cached_property
    def service(self) -> Service | None:
        """What was chosen."""
        return active_services().filter(code=self._text("service")).first() if self._text("service") else None

    @cached_property
    def version(self) -> QuestionnaireVersion | None:
        """What that service asks: the version whose questions the page showed, if they still are asked."""
        return current_version(self.service.questionnaire_id) if self.service else None

    @cached_property
    def definition(self) -> Definition:
        """Its questions."""
        return without_files(definition_of(self.version))

    @cached_property
    def sent(self) -> dict[str, Any]:
        """What was typed as answers so far."""
        return sent_answers(self.definition, self.data, {})

    @cached_property
    def way(self) -> Way:
        """What is asked after these answers, at this place."""
        facts = facts_at(self.definition, self.location, language=self._text("language"))
        return read_way(self.definition, self.sent, facts)[0]

    @property
    def branches(self) -> bool:
        """Whether what is asked hangs on other answers."""
        return any(one.show_if or one.required_if for one in self.definition.questions()) or bool(self.definition.stops)

    @cached_property
    def suggested(self) -> dict[str, Any]:
        """Answers that the record of the caller knows."""
        person = self.mandate.person if self.mandate else self.person  # whoever they speak for
        if person is None or not any(one.prefill for one in self.definition.questions()):
            return {}
        identities = {one.kind: str(one.value) for one in person.identities.all()}
        profile = {"name": str(person.name), "language": person.language}
        return prefilled(self.definition, profile | {kind: identities.get(kind, "") for kind in ("email", "phone")})

    @cached_property
    def places(self) -> list[Address]:
        """Addresses that fit what was typed."""
        return addresses_matching(self._text("address"))

    @cached_property
    def place(self) -> Address | None:
        """The address that was chosen; the only one that fits counts as chosen."""
        chosen = next((place for place in self.places if str(place.id) == self._text("place")), None)
        return chosen or (self.places[0] if len(self.places) == 1 else None)

    @cached_property
    def location(self) -> Location | None:
        """Where it is: the pin on the map, else the address."""
        try:
            return Location(float(self._text("lon")), float(self._text("lat")))
        except ValueError:
            return self.place.location if self.place else None

    @cached_property
    def nearby(self) -> list[Any]:
        """Open reports of the same service around there, confidential ones left out."""
        if not (self.service and self.location) or self.service.confidential:
            return []
        return open_cases_near(self.service, self.location, limit=NEARBY_SHOWN)

    def _text(self, name: str) -> str:
        return str(self.data.get(name) or "").strip()
