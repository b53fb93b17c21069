"""Everything that is wrong with a questionnaire, each with its place. Used before publishing and before an import."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from heard.domain.criteria.rules import InvalidCondition, parse
from heard.domain.criteria.rules.moments import Spell
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.asking import Whatever, asking_vocabulary, before
from heard.domain.questions.rules.definition import WITH_CHOICES, read
from heard.domain.questions.rules.formula import InvalidFormula, codes_in
from heard.domain.questions.rules.shape import Problem, shape_problems
from heard.domain.questions.rules.words import paths_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.criteria.rules.vocabulary import Choices
    from heard.domain.questions.rules.definition import Definition, Page, Question, Stop

PREFILLS = {
    "name": {QuestionKind.TEXT, QuestionKind.PERSON},
    "email": {QuestionKind.TEXT},
    "phone": {QuestionKind.TEXT},
    "address": {QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.ADDRESS},
    "language": {QuestionKind.TEXT, QuestionKind.CHOICE},
}
COUNTED = {
    QuestionKind.NUMBER, QuestionKind.CALCULATED, QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.CHOICES,
    QuestionKind.FILE,
}  # fmt: skip
MOST_QUESTIONS = 200


def problems_in(data: Any, *, areas: Choices | None = None, layers: Choices | None = None) -> list[Problem]:
    """All of it, in the order of the questionnaire. Without `areas` and `layers` any code of theirs will do."""
    if problems := shape_problems(data):
        return problems
    return list(_Checker(read(data), areas or Whatever, layers or Whatever).problems())


class _Checker:
    """Looks at a definition whose shape is right."""

    def __init__(self, definition: Definition, areas: Choices, layers: Choices) -> None:
        self.definition = definition
        self.areas, self.layers = areas, layers

    def problems(self) -> Iterator[Problem]:
        """Everything wrong."""
        yield from self._codes()
        yield from self._order()
        for page in self.definition.pages:
            yield from self._page(page)
            for question in page.questions:
                yield from self._question(page, question)
        for stop in self.definition.stops:
            yield from self._stop(stop)
        yield from self._translations()

    def _codes(self) -> Iterator[Problem]:
        questions = list(self.definition.questions(with_retired=True))
        for kind, parts in (
            ("pages", self.definition.pages),
            ("questions", questions),
            ("stops", self.definition.stops),
        ):
            for code, times in Counter(one.code for one in parts).items():
                if times > 1:
                    yield Problem(f"{kind}.{code}.code", _("This code is used twice. Give each its own."))
        if len(questions) > MOST_QUESTIONS:
            yield Problem("pages", _("Ask at most %(most)s questions.") % {"most": MOST_QUESTIONS})

    def _order(self) -> Iterator[Problem]:
        for earlier, later in pairwise(self.definition.pages):
            if later.first and not earlier.first:
                sentence = _("Pages that come before the place stand before all others. Move this one up.")
                yield Problem(f"pages.{later.code}.first", sentence)

    def _page(self, page: Page) -> Iterator[Problem]:
        yield from self._condition(
            f"pages.{page.code}.show_if", page.show_if, before(self.definition, page), page.first
        )

    def _question(self, page: Page, question: Question) -> Iterator[Problem]:
        path = f"questions.{question.code}"
        if question.retired:
            return
        earlier = before(self.definition, question)
        for name in ("show_if", "required_if"):
            yield from self._condition(f"{path}.{name}", getattr(question, name), earlier, page.first)
        yield from _choices(path, question)
        yield from _bounds(path, question)
        yield from _formula(path, question, earlier)
        if question.kind == QuestionKind.ASSET and question.layer not in self.layers():
            yield Problem(f"{path}.layer", _("Choose which of the council’s things are meant: the layer on the map."))
        if question.public and question.private:
            yield Problem(f"{path}.public", _("This answer names somebody: it is never shown on public pages."))
        if question.prefill and question.kind not in PREFILLS.get(question.prefill, ()):
            yield Problem(f"{path}.prefill", _("The profile cannot fill this in: choose another answer, or nothing."))

    def _stop(self, stop: Stop) -> Iterator[Problem]:
        path, asked = f"stops.{stop.code}", list(self.definition.questions())
        if not stop.when:
            yield Problem(f"{path}.when", _("Say when it stops here: nobody could report anything otherwise."))
        yield from self._condition(f"{path}.when", stop.when, asked, first=False)
        url = stop.link.get("url", "")
        if url and not (url.startswith("/") or urlsplit(url).scheme in {"http", "https", "mailto", "tel"}):
            yield Problem(f"{path}.link", _("Write the whole address, such as https://www.example.org/."))

    def _condition(self, path: str, data: dict[str, Any], asked: list[Question], first: bool) -> Iterator[Problem]:  # noqa: FBT001 -- the page's
        try:
            parse(data, self._vocabulary(asked, first=first))
        except InvalidCondition as error:
            later = [one.code for one in self.definition.questions() if one not in asked]
            if any(name in str(data) for name in (f"'answers.{code}'" for code in later)):
                yield Problem(path, _("It asks for the answer to a question that comes later. Ask that one first."))
            else:
                yield Problem(path, error.sentence)

    def _vocabulary(self, asked: list[Question], *, first: bool) -> Any:
        return asking_vocabulary(asked) if first else asking_vocabulary(asked, areas=self.areas, layers=self.layers)

    def _translations(self) -> Iterator[Problem]:
        known = paths_of(self.definition)
        for language, words in self.definition.translations.items():
            for path in words.keys() - known.keys():
                yield Problem(f"translations.{language}.{path}", _("There is nothing of this name to translate."))


def _choices(path: str, question: Question) -> Iterator[Problem]:
    if question.kind not in WITH_CHOICES:
        if question.choices:
            yield Problem(f"{path}.choices", _("Only a list has choices. Remove them, or ask for a choice."))
        return
    if not question.choices:
        yield Problem(f"{path}.choices", _("Write at least one choice."))
    for code, times in Counter(one.code for one in question.choices).items():
        if times > 1:
            yield Problem(f"{path}.choices", _("Two choices have the code “%(code)s”.") % {"code": code})


def _bounds(path: str, question: Question) -> Iterator[Problem]:
    bounds = [bound for bound in (question.least, question.most) if bound is not None]
    for bound in bounds:
        if question.kind == QuestionKind.DATE and not _is_day(bound):
            yield Problem(f"{path}.least", _("Write a day like 2026-11-24, or a spell from today like -30d or +0d."))
            return
        if question.kind in COUNTED and isinstance(bound, str):
            yield Problem(f"{path}.least", _("Write a number."))
            return
    if question.kind in COUNTED and len(bounds) > 1 and bounds[0] > bounds[1]:  # type: ignore[operator]
        yield Problem(f"{path}.most", _("The most is less than the least."))


def _is_day(bound: float | str) -> bool:
    try:
        return bool(Spell.parse(bound)) if str(bound)[:1] in "+-" else bool(date.fromisoformat(str(bound)))
    except (InvalidCondition, ValueError):
        return False


def _formula(path: str, question: Question, earlier: list[Question]) -> Iterator[Problem]:
    if question.kind != QuestionKind.CALCULATED:
        return
    numbers = {one.code for one in earlier if one.kind in {QuestionKind.NUMBER, QuestionKind.CALCULATED}}
    try:
        unknown = codes_in(question.formula) - numbers
    except InvalidFormula as error:
        yield Problem(f"{path}.formula", str(error))
        return
    for code in sorted(unknown):
        yield Problem(f"{path}.formula", _("No earlier question with a number is called {%(code)s}.") % {"code": code})
