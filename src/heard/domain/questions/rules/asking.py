"""What a questionnaire's conditions may be about: earlier answers, and what is known of place, day and language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from heard.domain.criteria.rules import Family, Field, Kind, Vocabulary
from heard.domain.questions.models import QuestionKind
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from heard.domain.criteria.rules.vocabulary import Choices
    from heard.domain.questions.rules.definition import Definition, Page, Question

# These are known once the place is: what comes before it cannot ask for them.
ABOUT_THE_PLACE = ("area", "near.")

KINDS = {
    QuestionKind.CHOICE: Kind.CHOICE,
    QuestionKind.CHOICES: Kind.CHOICE,
    QuestionKind.NUMBER: Kind.NUMBER,
    QuestionKind.CALCULATED: Kind.NUMBER,
    QuestionKind.YES_NO: Kind.ANSWER,  # "no" is another thing than no answer
    QuestionKind.DATE: Kind.MOMENT,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides the answers. `placed`: whether the place was asked; `near`: metres, by the layer's code."""

    now: datetime = field(default_factory=clock.now)
    language: str = ""
    placed: bool = True
    area: str = ""
    near: Mapping[str, float] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The council's day."""
        return timezone.localtime(self.now).date()

    def with_answers(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """As conditions judge them."""
        known = {"area": self.area, "language": self.language, "day": self.now, "time": self.now, "weekday": self.now}
        month = str(timezone.localtime(self.now).month)
        near = {f"near.{layer}": metres for layer, metres in self.near.items()}
        return known | {"month": month} | near | {f"answers.{code}": value for code, value in answers.items()}


def asking_vocabulary(
    questions: Iterable[Question], *, areas: Choices | None = None, layers: Choices | None = None
) -> Vocabulary:
    """What a condition may ask after these questions. Before the place is known: without `areas` and `layers`."""
    asked = {question.code: question for question in questions if question.kind not in NOT_ASKED_ABOUT}
    fields = [
        Field("language", _("language"), Kind.CHOICE, "language", choices=_languages),
        Field("day", _("day of the report"), Kind.MOMENT, "day"),
        Field("month", _("month"), Kind.CHOICE, "month", choices=_months),
        Field("weekday", _("day of the week"), Kind.WEEKDAY, "weekday"),
        Field("time", _("time of day"), Kind.TIME_OF_DAY, "time"),
    ]
    families = [Family("answers", lambda code: _answer(asked.get(code)), lambda: _offered(asked))]
    if areas is not None:
        fields.append(Field("area", _("area"), Kind.AREA, "area", choices=areas))
    if layers is not None:
        families.append(Family("near", lambda code: _near(code, layers()), lambda: _nearness(layers())))
    return Vocabulary(fields, families)


# A file, a person or a point on the map is nothing to compare.
NOT_ASKED_ABOUT = frozenset({QuestionKind.FILE, QuestionKind.PERSON, QuestionKind.PLACE})


def any_vocabulary(definition: Definition) -> Vocabulary:
    """For conditions that were checked when they were saved: everything, by whatever codes."""
    questions = definition.questions(with_retired=True)
    return asking_vocabulary(questions, areas=dict, layers=Whatever)


def names_in(data: dict[str, Any]) -> set[str]:
    """The names of the fields that a condition asks about."""
    if "field" in data:
        return {data["field"]}
    return {name for members in data.values() for member in members for name in names_in(member)}


def needs_place(names: Iterable[str]) -> bool:
    """Whether one of these fields is known only once the place is."""
    return any(name.startswith(ABOUT_THE_PLACE) for name in names)


def layers_asked(definition: Definition) -> set[str]:
    """The layers whose nearness its conditions want to know."""
    names = {name for data in _conditions_in(definition) for name in names_in(data)}
    return {name.removeprefix("near.") for name in names if name.startswith("near.")}


def asks_on_its_own_page(page: Page) -> bool:
    """Whether what it asks hangs on an answer that is given on it."""
    codes = {f"answers.{question.code}" for question in page.questions}
    return any(codes & names_in(data) for one in page.questions for data in (one.show_if, one.required_if))


def before(definition: Definition, part: Page | Question) -> list[Question]:
    """The questions that come before this page or question: what its conditions may ask about."""
    found: list[Question] = []
    before_page = hasattr(part, "questions")
    for page in definition.pages:
        if before_page and page.code == part.code:
            break
        for question in page.questions:
            if not before_page and question.code == part.code:
                return found
            found.append(question)
    return found


def _conditions_in(definition: Definition) -> Iterator[dict[str, Any]]:
    yield from (page.show_if for page in definition.pages)
    for question in definition.questions():
        yield from (question.show_if, question.required_if)
    yield from (stop.when for stop in definition.stops)


def _answer(question: Question | None) -> Field | None:
    if question is None:
        return None
    choices = {one.code: one.label for one in question.choices}
    name = f"answers.{question.code}"
    return Field(
        name,
        _("answer to “%(question)s”") % {"question": question.label},
        KINDS.get(QuestionKind(question.kind), Kind.TEXT),
        "answers",
        read=(lambda facts: _midnight(facts.get(name))) if question.kind == QuestionKind.DATE else None,
        choices=(lambda: choices) if choices else None,
        key=question.code,
        several=question.kind == QuestionKind.CHOICES,
        shown_as=Kind.TRUTH if question.kind == QuestionKind.YES_NO else None,
    )


def _midnight(day: str | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time())) if day else None


def _offered(asked: Mapping[str, Question]) -> dict[str, str]:
    return {code: _("answer: %(question)s") % {"question": one.label} for code, one in asked.items()}


def _near(code: str, layers: Mapping[str, str]) -> Field | None:
    if code not in layers:
        return None
    label = _("distance in metres to the nearest of “%(layer)s”") % {"layer": layers[code]}
    return Field(f"near.{code}", label, Kind.NUMBER, "near", key=code)


def _nearness(layers: Mapping[str, str]) -> dict[str, str]:
    return {code: _("distance to: %(layer)s") % {"layer": name} for code, name in layers.items()}


def _languages() -> dict[str, str]:
    return {code: str(name) for code, name in settings.HEARD_SPOKEN_LANGUAGES}


def _months() -> dict[str, str]:
    return {str(number): str(name) for number, name in MONTHS.items()}


class Whatever(dict[str, str]):
    """Layers of which none is unknown: one that has gone since must not break what was saved."""

    def __contains__(self, _code: object) -> bool:
        return True

    def __missing__(self, code: str) -> str:
        return code
