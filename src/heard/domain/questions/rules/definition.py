"""A questionnaire as it is written down: pages, questions, stops. Reading it, and what can be wrong with it.

The definition is plain JSON, so that it can be kept, exported and compared. What does not apply is left out:

    {"pages": [{"code": "trolley", "title": "The trolley", "questions": [
        {"code": "where", "kind": "choice", "label": "Where is it?", "required": true, "choices": [
            {"code": "street", "label": "In the street"}, {"code": "water", "label": "In the water"}]},
        {"code": "depth", "kind": "number", "label": "How deep?", "unit": "m",
         "show_if": {"field": "answers.where", "is": "water"}}]}],
     "stops": [{"code": "private", "when": {…}, "title": "This is private land", "text": "Ask the owner."}],
     "translations": {"es": {"pages.trolley.title": "El carrito", "questions.where.label": "¿Dónde está?",
                             "questions.where.choices.water": "En el agua", "stops.private.title": "…"}}}

A question sees the answers to those before it: its conditions may ask about `answers.<code>` of earlier questions, and
about what is known of the place, the day and the person (rules/asking.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WITH_CHOICES = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
# What names somebody is kept under their key, and never with the case.
PRIVATE = frozenset({QuestionKind.PERSON, QuestionKind.FILE})
Condition = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list. `picture` is the name of one of the ui's pictures, or of a file that was uploaded."""

    code: str
    label: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Empty conditions: always shown; never required beyond `required`.

    `least` and `most` bound a number's value, a text's length, a list's count of choices, the number of files, and (as
    ISO dates, or spells from today such as "-30d" and "+0d") a date.
    """

    code: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    required_if: Condition = field(default_factory=dict)
    show_if: Condition = field(default_factory=dict)
    public: bool = False  # whether the answer may be shown on the public page
    choices: tuple[Choice, ...] = ()
    least: float | str | None = None
    most: float | str | None = None
    unit: str = ""
    layer: str = ""  # of an asset: the code of its layer
    formula: str = ""  # of a calculated one: numbers, + - * / ( ), and codes of earlier questions in braces
    prefill: str = ""  # what the profile may fill in: name, email, phone, address, language
    retired: bool = False  # no longer asked; old answers stay readable

    @property
    def private(self) -> bool:
        """Whether the answer is kept under the resident's key, and not with the case."""
        return self.kind in PRIVATE


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are asked together. `first`: before the place is asked, as a check whether one can ask at all."""

    code: str
    title: str
    text: str = ""
    first: bool = False
    show_if: Condition = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    def asks(self, code: str) -> bool:
        """Whether the question with this code stands on it."""
        return any(question.code == code for question in self.questions)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why it goes no further, and who can help: "this is a private road". `link`: {"url": …, "label": …}."""

    code: str
    when: Condition
    title: str
    text: str = ""
    link: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire. `translations`: by language, by path, the words."""

    pages: tuple[Page, ...] = ()
    stops: tuple[Stop, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def questions(self, *, with_retired: bool = False) -> Iterator[Question]:
        """Every question, in the order it is asked."""
        for page in self.pages:
            for question in page.questions:
                if with_retired or not question.retired:
                    yield question

    def question(self, code: str) -> Question | None:
        """The one with this code, retired or not."""
        return next((one for one in self.questions(with_retired=True) if one.code == code), None)


def read(data: dict[str, Any]) -> Definition:
    """The definition in data that was checked when it was saved (rules/checking.py)."""
    return Definition(
        pages=tuple(_page(one) for one in data.get("pages", ())),
        stops=tuple(Stop(**one) for one in data.get("stops", ())),
        translations=data.get("translations", {}),
    )


def write(definition: Definition) -> dict[str, Any]:
    """The data it is read from, without what does not apply."""
    pages = [_said(page) | {"questions": [_said(question) for question in page.questions]} for page in definition.pages]
    written: dict[str, Any] = {"pages": pages}
    if definition.stops:
        written["stops"] = [_said(stop) for stop in definition.stops]
    if definition.translations:
        written["translations"] = definition.translations
    return written


def without_files(definition: Definition) -> Definition:
    """As it is asked of somebody who tells it to a colleague: by telephone nobody sends a photo."""

    def kept(page: Page) -> tuple[Question, ...]:
        return tuple(one for one in page.questions if one.kind != QuestionKind.FILE)

    return replace(definition, pages=tuple(replace(page, questions=kept(page)) for page in definition.pages))


def one_page(questions: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The data of a definition whose questions are asked together."""
    return {"pages": [{"code": "details", "title": _("Tell us more"), "questions": list(questions)}]}


def _page(data: dict[str, Any]) -> Page:
    return Page(**data | {"questions": tuple(_question(one) for one in data.get("questions", ()))})


def _question(data: dict[str, Any]) -> Question:
    return Question(**data | {"choices": tuple(Choice(**one) for one in data.get("choices", ()))})


def _said(part: Page | Question | Stop) -> dict[str, Any]:
    """Its columns that are not empty, in their order."""
    said = {name: getattr(part, name) for name in part.__slots__}
    if isinstance(part, Question):
        said["choices"] = [
            {name: value for name in one.__slots__ if (value := getattr(one, name))} for one in part.choices
        ]
    return {name: value for name, value in said.items() if value is not False and value not in ("", None, {}, (), [])}
