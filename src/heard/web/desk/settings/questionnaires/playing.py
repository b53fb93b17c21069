"""Playing a questionnaire as pages and as one form: what was answered travels with the page, and nothing is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.answers import read_way
from heard.domain.questions.rules.asking import asks_on_its_own_page
from heard.web.ui.question_fields import PREFIX, answers_as_initial, question_fields, sent_answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition, Page, Question
    from heard.domain.questions.rules.walk import Asked, Way


class PlayForm(forms.Form):
    """The questions that are asked now."""

    def __init__(self, asked: Iterable[Asked], values: dict[str, Any], wrong: dict[str, str]) -> None:
        super().__init__({} if wrong else None, initial=answers_as_initial(values))
        self.asked = list(asked)
        self.fields |= question_fields(self.asked)
        if wrong:
            self.data = _as_sent(values)
            self.is_valid()
            self.errors.clear()
            for name, sentence in wrong.items():
                self.add_error(name if name in self.fields else None, sentence)


@dataclass(frozen=True)
class Play:
    """One moment of the game. `page` is None when all is answered, or in a form where all is asked at once."""

    definition: Definition
    way: Way
    values: dict[str, Any]  # all that was answered, also on pages in front of which somebody went back
    done: tuple[str, ...]
    page: Page | None
    form: PlayForm | None
    finished: bool = False

    @property
    def state(self) -> str:
        """What travels along."""
        return json.dumps({"done": self.done, "values": self.values})

    @property
    def lively(self) -> bool:
        """Whether the questions change while they are answered."""
        return self.page is None or asks_on_its_own_page(self.page)


@dataclass
class Player:
    """Takes what was sent, and says what comes next."""

    definition: Definition
    facts: Facts
    data: Any  # what was posted; empty at the beginning

    @cached_property
    def before(self) -> tuple[tuple[str, ...], dict[str, Any]]:
        """The pages that were answered, and with what."""
        try:
            state = json.loads(self.data.get("state") or "{}")
            return tuple(map(str, state.get("done", []))), dict(state.get("values", {}))
        except (ValueError, TypeError, AttributeError):
            return (), {}

    def pages(self) -> Play:
        """A page at a time."""
        done, values = self.before
        if "back" in self.data:
            return self._at(done[:-1], values)
        code = str(self.data.get("page", ""))
        if not code:
            return self._at(done, values)
        sent = sent_answers(self.definition, self.data, {})
        own = {one.code for page in self.definition.pages if page.code == code for one in page.questions}
        known = {key: value for key, value in values.items() if key not in own} | sent
        way, wrong = self._read(known, (*done, code))
        asked = [one for one in way.asked if one.page.code == code]
        unseen = {one.question.code for one in asked} - set(self.data.getlist("shown"))
        if "look" in self.data or (unseen and not way.stop):
            page = next(one for one in self.definition.pages if one.code == code)
            return Play(self.definition, way, self._kept(known), done, page, PlayForm(asked, known, {}))
        if wrong:
            page = next(one for one in self.definition.pages if one.code == code)
            return Play(self.definition, way, self._kept(known), done, page, PlayForm(asked, known, wrong))
        return self._at((*done, code), known)

    def whole(self) -> Play:
        """All that is asked, on one form."""
        sent = sent_answers(self.definition, self.data, {}) if self.data else {}
        way, wrong = self._read(sent, None)
        shown = set(self.data.getlist("shown")) if self.data else set()
        unseen = {one.question.code for one in way.asked} - shown
        if "send" in self.data and not way.stop and not wrong and not unseen:
            return Play(self.definition, way, way.values, (), None, None, finished=True)
        form = PlayForm(way.asked, sent, wrong if "send" in self.data and not unseen else {})
        return Play(self.definition, way, way.values, (), None, form)

    def _at(self, done: tuple[str, ...], values: dict[str, Any]) -> Play:
        """In front of the first page that is not answered."""
        way, _wrong = self._read(values, done)
        kept = self._kept(values)
        page = next((one for one in way.pages if one.code not in done), None)
        if way.stop or page is None:
            return Play(self.definition, way, kept, done, None, None, finished=not way.stop)
        shown, _wrong = self._read(values, (*done, page.code))
        return Play(self.definition, way, kept, done, page, PlayForm(shown.on(page.code), values, {}))

    def _kept(self, values: dict[str, Any]) -> dict[str, Any]:
        """What these answers come to when every page is gone through: what would be asked of nobody is left behind."""
        way, _wrong = self._read(values, tuple(page.code for page in self.definition.pages))
        return way.values

    def _read(self, given: dict[str, Any], until: tuple[str, ...] | None) -> tuple[Way, dict[str, str]]:
        """What was shown and is hidden now was no mistake: it is left behind."""
        facts = self.facts if until is None else replace(self.facts, placed=self._placed(until))
        way, wrong = read_way(self.definition, given, facts, until=until)
        left = {f"{PREFIX}{code}" for code in way.hidden}
        return way, {name: sentence for name, sentence in wrong.items() if name not in left}

    def _placed(self, done: tuple[str, ...]) -> bool:
        """The place is asked behind the pages that come first."""
        first = [page.code for page in self.definition.pages if page.first]
        return not first or set(first) <= set(done)


def playable(definition: Definition) -> Definition:
    """The same without the duty to send files: a try-out keeps none."""

    def freed(question: Question) -> Question:
        if question.kind != QuestionKind.FILE:
            return question
        hint = _("In the try-out nothing needs to be sent.")
        return replace(question, required=False, required_if={}, least=None, hint=f"{question.hint} {hint}".strip())

    pages = tuple(replace(page, questions=tuple(map(freed, page.questions))) for page in definition.pages)
    return replace(definition, pages=pages)


def _as_sent(values: dict[str, Any]) -> dict[str, Any]:
    """What was given, under the names a browser sends it by."""
    data: dict[str, Any] = {}
    for name, value in answers_as_initial(values).items():
        if isinstance(value, dict):
            data |= {f"{name}_{part}": words for part, words in value.items()}
        else:
            data[name] = value
    return data
