"""What the service of a report in the making asks, and how far the resident came with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from heard.domain.questions.queries import current_version, definition_of, facts_at, published_versions
from heard.domain.questions.rules.walk import way_of
from heard.domain.questions.rules.words import in_language
from heard.web.portal.report import steps

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.domain.questions.models import QuestionnaireVersion
    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition, Page, Stop
    from heard.domain.questions.rules.walk import Way
    from heard.kernel.location import Location


@dataclass(frozen=True)
class Questioning:
    """The questionnaire, and the draft's answers to it. The report keeps the version that it was begun with."""

    service: Service | None
    data: dict[str, Any]
    location: Location | None
    language: str

    @cached_property
    def version(self) -> QuestionnaireVersion | None:
        """What is asked."""
        if self.service is None or self.service.questionnaire_id is None:
            return None
        published = published_versions().filter(questionnaire_id=self.service.questionnaire_id)
        begun = published.filter(pk=self.data["asked"]).first() if self.data.get("asked") else None
        return begun or current_version(self.service.questionnaire_id)

    @cached_property
    def definition(self) -> Definition:
        """Its pages and questions, in the resident's language."""
        return in_language(definition_of(self.version), self.language)

    @property
    def spoken(self) -> str:
        """The language its words are in, where that may be another one than the page's."""
        translated = definition_of(self.version).translations
        return self.language if self.language in translated else ""

    @cached_property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        facts = facts_at(self.definition, self.location, language=self.language)
        return replace(facts, placed=steps.PLACE in self.done)

    @property
    def done(self) -> set[str]:
        """The steps answered so far."""
        return set(self.data.get("done", []))

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered so far, on whichever way."""
        return self.data.get("answers", {})

    @cached_property
    def way(self) -> Way:
        """As far as the pages that are answered lead, with the next one."""
        return way_of(self.definition, self.facts, self.answers, until=self.pages_done)

    @property
    def pages_done(self) -> set[str]:
        """The codes of the pages answered so far."""
        return {step.removeprefix(steps.QUESTIONS) for step in self.done if step.startswith(steps.QUESTIONS)}

    @property
    def stop(self) -> Stop | None:
        """Why it goes no further."""
        return self.way.stop

    @property
    def first(self) -> list[str]:
        """The steps before the place."""
        return [step_of(page) for page in self.way.pages if page.first] + self._stop(before_place=True)

    @property
    def later(self) -> list[str]:
        """The steps after it."""
        return [step_of(page) for page in self.way.pages if not page.first] + self._stop(before_place=False)

    @property
    def order(self) -> list[str]:
        """All steps of the report."""
        return steps.order(self.first, self.later)

    @property
    def next_step(self) -> str:
        """The first that is not answered yet."""
        return steps.next_step(self.done, first=self.first, later=self.later)

    @property
    def said(self) -> dict[str, Any]:
        """The answers along the way: what was answered on another one is left behind."""
        return {code: value for code, value in self.way.values.items() if code in self.way.codes}

    def page(self, code: str) -> Page | None:
        """The page with this code, where the way leads over it."""
        return next((page for page in self.way.pages if page.code == code), None)

    def _stop(self, *, before_place: bool) -> list[str]:
        return [steps.STOP] if self.stop and self.facts.placed is not before_place else []


def step_of(page: Page) -> str:
    """The name of the step that asks this page."""
    return f"{steps.QUESTIONS}{page.code}"
