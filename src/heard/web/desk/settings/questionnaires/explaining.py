"""Which rules fired on the way, and which did not: the try-out says why each question came or stayed away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from heard.domain.criteria.rules import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.criteria.rules import Vocabulary
    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Condition, Definition
    from heard.domain.questions.rules.walk import Way


class Reason(NamedTuple):
    """What a rule did, and why."""

    fired: bool
    what: str
    why: str


def reasons(definition: Definition, way: Way, facts: Facts, vocabulary: Vocabulary) -> list[Reason]:
    """Every rule that was judged so far, in the order of the questionnaire; the stop at the end."""
    return list(_Explaining(definition, way, facts, vocabulary).reasons())


class _Explaining:
    def __init__(self, definition: Definition, way: Way, facts: Facts, vocabulary: Vocabulary) -> None:
        self.definition, self.way, self.vocabulary = definition, way, vocabulary
        self.known, self.now = facts.with_answers(way.values), facts.now

    def reasons(self) -> Iterator[Reason]:
        required = {one.question.code for one in self.way.asked if one.required}
        for page in self.definition.pages:
            if page.show_if and page in self.way.pages:
                yield Reason(
                    fired=True,
                    what=_("The page “%(title)s” is shown") % {"title": page.title},
                    why=self._why(page.show_if),
                )
            for question in page.questions:
                said = {"question": question.label}
                if question.show_if and question.code in self.way.codes | self.way.values.keys():
                    yield Reason(fired=True, what=_("“%(question)s” is asked") % said, why=self._why(question.show_if))
                elif question.code in self.way.hidden:
                    rule = question.show_if or page.show_if
                    yield Reason(fired=False, what=_("“%(question)s” is not asked:") % said, why=self._unless(rule))
                if question.required_if and question.code in required and not question.required:
                    yield Reason(
                        fired=True,
                        what=_("“%(question)s” must be answered") % said,
                        why=self._why(question.required_if),
                    )
        if stop := self.way.stop:
            yield Reason(fired=True, what=_("It stops: %(title)s") % {"title": stop.title}, why=self._why(stop.when))

    def _why(self, condition: Condition) -> str:
        because = load(condition, self.vocabulary).because(self.known, now=self.now)
        return _("because %(reasons)s") % {"reasons": "; ".join(because)} if because else ""

    def _unless(self, condition: Condition) -> str:
        words = load(condition, self.vocabulary).in_words() if condition else ""
        return _("only when %(condition)s") % {"condition": words} if words else ""
