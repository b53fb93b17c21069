"""The dialogue itself: which question comes now, what an answer changes, and words that steer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.answers import answer_in_words, missing
from heard.domain.questions.rules.reading import read_answer
from heard.domain.questions.rules.walk import NOT_YET, NOTHING, Asked, Way, walk
from heard.domain.questions.rules.words import in_language

from .choosing import names_one
from .commands import Command, command_in, plain
from .hearing import among, answered_by, heard
from .prompts import help_for, prompt_for, said_before_page, stop_words
from .turns import FoundAddress, Turn, Understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition

    from .hearing import FindAddress

SAID_AS_GIVEN = {QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.ASSET, QuestionKind.FILE}


def begin(definition: Definition, facts: Facts, language: str = "") -> Turn:
    """The first question."""
    with translation.override(language or None):
        return _Talk(in_language(definition, language), facts, {"language": language}).go_on([])


def reply(
    definition: Definition,
    state: dict[str, Any],
    text: str,
    facts: Facts,
    *,
    find_address: FindAddress | None = None,
    files: Sequence[str] = (),
) -> Turn:
    """What to say to this. `files`: the keys of what came with it, for a question that asks for a file."""
    language = state.get("language", "")
    with translation.override(language or None):
        talk = _Talk(in_language(definition, language), facts, state)
        return talk.answer(text.strip(), find_address or (lambda _text: ()), list(files))


@dataclass
class _Talk:
    """One turn. `path`: the codes answered or skipped, in order; `values`: their answers."""

    definition: Definition
    facts: Facts
    state: dict[str, Any]
    path: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    offered: list[FoundAddress] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.path = list(self.state.get("path", ()))
        self.values = dict(self.state.get("values", {}))
        self.offered = [FoundAddress(*one) for one in self.state.get("offered", ())]

    def answer(self, text: str, find_address: FindAddress, files: list[str]) -> Turn:
        """Take what was said to the question that waits."""
        way = self._way()
        if way.next is None:
            return self.go_on([])
        command = None if files or names_one(way.next.question.choices, text) else command_in(text)
        if command and not (command is Command.BACK and not self.path):
            return self._steered(command, way.next)
        if not text and not files:
            return self._turn([prompt_for(way.next)], way)
        return self._answered(way.next, self._understood(way.next, text, find_address, files), text)

    def go_on(self, said: list[str]) -> Turn:
        """To the question that comes now; or say that all is asked, or why it goes no further."""
        way = self._way()
        if way.stop:
            return self._turn([*said, *stop_words(way.stop)], way)
        if way.next is None:
            return self._turn([*said, _("Thank you. That is everything I need to know.")], way)
        last = next((one.page for one in reversed(way.asked) if one is not way.next), None)
        entered = [] if last == way.next.page else said_before_page(way.next.page)
        return self._turn([*said, *entered, prompt_for(way.next)], way)

    def _way(self) -> Way:
        def answer(asked: Asked) -> Any:
            code = asked.question.code
            return self.values.get(code) if code in self.path else NOT_YET

        return walk(self.definition, self.facts, answer)

    def _understood(self, asked: Asked, text: str, find_address: FindAddress, files: list[str]) -> Understood:
        question = asked.question
        if question.kind == QuestionKind.FILE and files:
            return Understood(files)
        if self.offered:
            return self._one_offered(asked, text, find_address)
        return heard(question, text, self.facts, find_address)

    def _one_offered(self, asked: Asked, text: str, find_address: FindAddress) -> Understood:
        """One of the addresses; none of them, as it was written; or another one."""
        number = len(self.offered) + 1
        written = self.state.get("written", "")
        if asked.question.kind == QuestionKind.ADDRESS and plain(text) in {str(number), "none", "none of these"}:
            return Understood(written)
        found = among(self.offered, text)
        return answered_by(asked.question, found) if found else heard(asked.question, text, self.facts, find_address)

    def _answered(self, asked: Asked, understood: Understood, text: str) -> Turn:
        question = asked.question
        if understood.offered:
            self.offered = understood.offered
            self.state = self.state | {"written": text}
            return self._turn([self._which()], self._way())
        if understood.again:
            return self._turn([understood.again], self._way())
        try:
            value = read_answer(question, understood.given, self.facts)
        except ValueError as error:
            return self._turn([str(error)], self._way())
        if value in NOTHING and asked.required:
            return self._turn([missing(question)], self._way())
        return self._kept(asked, value, text)

    def _kept(self, asked: Asked, value: Any, text: str) -> Turn:
        self.offered = []
        self.path.append(asked.question.code)
        if value in NOTHING:
            return self.go_on([])
        self.values[asked.question.code] = value
        words = answer_in_words(asked.question, value)
        as_given = asked.question.kind in SAID_AS_GIVEN or plain(words) == plain(text)
        return self.go_on([] if as_given else [_("Noted: %(words)s.") % {"words": words}])

    def _steered(self, command: Command, asked: Asked) -> Turn:
        match command:
            case Command.BACK:
                self.values.pop(self.path.pop(), None)
                self.offered = []
                return self.go_on([])
            case Command.SKIP:
                if asked.required:
                    return self._turn([_("We cannot go on without this answer."), prompt_for(asked)], self._way())
                return self._kept(asked, None, "")
            case Command.HELP:
                return self._turn([help_for(asked), prompt_for(asked)], self._way())
            case Command.AGAIN:
                self.path, self.values, self.offered = [], {}, []
                return self.go_on([_("We start again.")])
        return Turn([_("We stop here. Nothing was sent.")], self._state(), done=True, left=True)

    def _which(self) -> str:
        lines = [f"{number}. {found.text}" for number, found in enumerate(self.offered, start=1)]
        none = f"{len(self.offered) + 1}. {_('None of these')}"
        return "\n".join([_("Which of these is it? Say its number, or another address."), *lines, none])

    def _turn(self, say: list[str], way: Way) -> Turn:
        finished = way.next is None
        return Turn(say, self._state(), done=finished, stopped=way.stop, answers=way.values)

    def _state(self) -> dict[str, Any]:
        state = {"language": self.state.get("language", ""), "path": self.path, "values": self.values}
        if self.offered:
            state |= {"offered": [list(found) for found in self.offered], "written": self.state.get("written", "")}
        return state
