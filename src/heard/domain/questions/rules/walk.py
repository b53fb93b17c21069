"""The way through a questionnaire: what is asked now, what is hidden, where it stops. All renderings take it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from heard.domain.criteria.rules import load
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.asking import any_vocabulary, names_in, needs_place
from heard.domain.questions.rules.formula import calculated

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition, Page, Question, Stop

NOT_YET = object()  # what `answer` says of a question that still waits: the walk ends in front of it
NOTHING: tuple[Any, ...] = (None, "", [], {})


class Asked(NamedTuple):
    """A question that is asked now, on its page."""

    page: Page
    question: Question
    required: bool


@dataclass(frozen=True)
class Way:
    """How far somebody came. `hidden`: the codes of questions that were passed by; what is calculated never is."""

    pages: tuple[Page, ...]
    asked: tuple[Asked, ...]
    values: dict[str, Any]
    hidden: frozenset[str] = frozenset()
    stop: Stop | None = None
    next: Asked | None = None  # the question in front of which the walk ended

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of what is asked."""
        return frozenset(one.question.code for one in self.asked)

    def on(self, code: str) -> list[Asked]:
        """What is asked on this page."""
        return [one for one in self.asked if one.page.code == code]


def walk(definition: Definition, facts: Facts, answer: Callable[[Asked], Any]) -> Way:
    """From the first question on: each that is asked is answered by `answer`, until one says NOT_YET or it stops."""
    return _Walker(definition, facts).walk(answer)


def way_of(definition: Definition, facts: Facts, values: dict[str, Any], *, until: Container[str] | None = None) -> Way:
    """The way with answers that were read before. `until`: the codes of the pages that were answered; all, if None."""

    def answer(asked: Asked) -> Any:
        return values.get(asked.question.code) if until is None or asked.page.code in until else NOT_YET

    return walk(definition, facts, answer)


def next_page(definition: Definition, facts: Facts, values: dict[str, Any], done: Container[str]) -> Page | None:
    """The first page that is to be shown and was not answered yet."""
    pages = way_of(definition, facts, values, until=done).pages
    return next((page for page in pages if page.code not in done), None)


@dataclass
class _Walker:
    """One walk. Each condition is judged by what was answered before it."""

    definition: Definition
    facts: Facts
    pages: list[Page] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)  # what lies behind, asked or hidden
    hidden: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.vocabulary = any_vocabulary(self.definition)
        self.known = self.facts.with_answers({})

    def walk(self, answer: Callable[[Asked], Any]) -> Way:
        stop = self._stop()
        for page in self.definition.pages:
            if stop or not (page.first or self.facts.placed):
                break
            shown = self._holds(page.show_if)
            if shown and not page.questions:
                self.pages.append(page)
            for question in (one for one in page.questions if not one.retired):
                if shown and self._holds(question.show_if):
                    asked = self._asked(page, question)
                    value = answer(asked) if asked else calculated(question.formula, self.values)
                    if value is NOT_YET:
                        return self._way(None, asked)
                    self._keep(question, value)
                elif question.kind != QuestionKind.CALCULATED:
                    self.hidden.add(question.code)
                self.passed.add(question.code)
                if stop := self._stop():
                    break
        return self._way(stop, None)

    def _asked(self, page: Page, question: Question) -> Asked | None:
        """What is calculated is asked of nobody."""
        if question.kind == QuestionKind.CALCULATED:
            return None
        if not self.pages or self.pages[-1] is not page:
            self.pages.append(page)
        required = question.required or (bool(question.required_if) and self._holds(question.required_if))
        self.asked.append(Asked(page, question, required))
        return self.asked[-1]

    def _keep(self, question: Question, value: Any) -> None:
        if value not in NOTHING:
            self.values[question.code] = value
            self.known[f"answers.{question.code}"] = value

    def _stop(self) -> Stop | None:
        """The first that holds, of those whose questions all lie behind."""
        return next((stop for stop in self.definition.stops if self._is_due(stop) and self._holds(stop.when)), None)

    def _is_due(self, stop: Stop) -> bool:
        names = names_in(stop.when)
        answers = {name.removeprefix("answers.") for name in names if name.startswith("answers.")}
        return answers <= self.passed and (self.facts.placed or not needs_place(names))

    def _holds(self, data: dict[str, Any]) -> bool:
        return not data or load(data, self.vocabulary).matches(self.known, now=self.facts.now)

    def _way(self, stop: Stop | None, waits: Asked | None) -> Way:
        return Way(tuple(self.pages), tuple(self.asked), self.values, frozenset(self.hidden), stop, waits)
