"""The way through a questionnaire as a picture: each question below the one it hangs on, and where it stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.criteria.rules import InvalidCondition, load
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.editing import codes_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.criteria.rules import Vocabulary
    from heard.domain.questions.rules.definition import Condition, Definition, Page, Question, Stop
    from heard.domain.questions.rules.shape import Problem

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class StopLine:
    """Where it goes no further."""

    stop: Stop
    when: str
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A question as the picture shows it: `depth` is how many answers it hangs on."""

    question: Question
    depth: int
    when: str
    required_when: str
    problems: list[str]
    stops: list[StopLine]

    @property
    def kind(self) -> str:
        """What its answer looks like."""
        return str(QuestionKind(self.question.kind).label)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its questions."""

    page: Page
    when: str
    problems: list[str]
    lines: list[Line]
    retired: list[Question]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole. `stops`: those that hang on no answer; `problems`: those that are nowhere in particular."""

    sheets: list[Sheet]
    stops: list[StopLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def outline_of(definition: Definition, vocabulary: Vocabulary, problems: Iterable[Problem] = ()) -> Outline:
    """The picture, with what is wrong beside what it is about."""
    return _Drawing(definition, vocabulary, list(problems)).outline()


def in_words(condition: Condition, vocabulary: Vocabulary) -> str:
    """The condition as a sentence goes on with it; empty where there is none."""
    try:
        return load(condition, vocabulary).in_words() if condition else ""
    except InvalidCondition as error:
        return _("… (cannot be read any more: %(why)s)") % {"why": error.sentence}


class _Drawing:
    def __init__(self, definition: Definition, vocabulary: Vocabulary, problems: list[Problem]) -> None:
        self.definition, self.vocabulary, self.problems = definition, vocabulary, problems
        self.depths: dict[str, int] = {}
        self.stops: dict[str, list[StopLine]] = {}
        order = [one.code for one in definition.questions()]
        for stop in definition.stops:
            last = max(codes_in(stop.when) & set(order), key=order.index, default="")
            line = StopLine(stop, in_words(stop.when, vocabulary), self._wrong(f"stops.{stop.code}."))
            self.stops.setdefault(last, []).append(line)

    def outline(self) -> Outline:
        sheets = [self._sheet(page) for page in self.definition.pages]
        known = ("pages.", "questions.", "stops.")
        elsewhere = [problem.sentence for problem in self.problems if not problem.path.startswith(known)]
        return Outline(sheets, self.stops.get("", []), elsewhere)

    def _sheet(self, page: Page) -> Sheet:
        return Sheet(
            page,
            in_words(page.show_if, self.vocabulary),
            self._wrong(f"pages.{page.code}."),
            [self._line(question) for question in page.questions if not question.retired],
            [question for question in page.questions if question.retired],
        )

    def _line(self, question: Question) -> Line:
        above = [self.depths[code] for code in codes_in(question.show_if) if code in self.depths]
        self.depths[question.code] = min(max(above, default=-1) + 1, DEEPEST)
        return Line(
            question,
            self.depths[question.code],
            in_words(question.show_if, self.vocabulary),
            _("always") if question.required else in_words(question.required_if, self.vocabulary),
            self._wrong(f"questions.{question.code}."),
            self.stops.get(question.code, []),
        )

    def _wrong(self, path: str) -> list[str]:
        return [problem.sentence for problem in self.problems if problem.path.startswith(path)]
