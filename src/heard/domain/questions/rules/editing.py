"""Changing a definition, a step at a time: each function takes one and returns another. What is wrong with it, checking
says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.text import slugify

from heard.domain.questions.rules.definition import Choice, Condition, Definition, Page, Question, Stop
from heard.domain.questions.rules.words import paths_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

LONGEST_CODE = 40
ANSWERS = "answers."
Part = TypeVar("Part", Page, Question, Stop, Choice)


class NotThere(LookupError):
    """The page, question or stop is not in this definition: somebody else took it out."""


def free_code(words: str, taken: Collection[str], *, otherwise: str = "new") -> str:
    """A code for something called this, unlike those that are taken."""
    stem = slugify(words)[:LONGEST_CODE].strip("-") or otherwise
    return next(code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)


def question_code(definition: Definition, label: str) -> str:
    """A code for a new question."""
    return free_code(label, {one.code for one in definition.questions(with_retired=True)}, otherwise="question")


# --- pages


def add_page(definition: Definition, title: str) -> Definition:
    """One more page, behind the others."""
    code = free_code(title, {page.code for page in definition.pages}, otherwise="page")
    return replace(definition, pages=(*definition.pages, Page(code=code, title=title)))


def change_page(definition: Definition, code: str, **columns: Any) -> Definition:
    """Another title or text, another time when it is asked."""
    return replace(definition, pages=_changed(definition.pages, code, lambda page: replace(page, **columns)))


def move_page(definition: Definition, code: str, *, step: int) -> Definition:
    """One place earlier (-1) or later (+1)."""
    return replace(definition, pages=moved(definition.pages, code, step))


def copy_page(definition: Definition, code: str) -> Definition:
    """The same page again behind it, its questions under new codes that ask about one another."""
    page = page_of(definition, code)
    codes: dict[str, str] = {}
    taken = {one.code for one in definition.questions(with_retired=True)}
    for question in page.questions:
        if not question.retired:
            codes[question.code] = free_code(question.label, taken | set(codes.values()), otherwise="question")
    questions = tuple(_under(one, codes) for one in page.questions if not one.retired)
    twin = replace(page, code=free_code(page.title, {one.code for one in definition.pages}), questions=questions)
    return replace(definition, pages=_behind(definition.pages, code, twin))


def remove_page(definition: Definition, code: str, *, asked: Collection[str]) -> Definition:
    """Without this page. Its questions that were ever asked (their codes) stay, retired, on the page beside it."""
    page = page_of(definition, code)
    kept = tuple(replace(one, retired=True) for one in page.questions if one.code in asked)
    others = tuple(one for one in definition.pages if one.code != code)
    if not kept:
        return replace(definition, pages=others)
    if not others:
        return change_page(definition, code, questions=kept)
    beside = others[max(definition.pages.index(page) - 1, 0)]
    return change_page(replace(definition, pages=others), beside.code, questions=beside.questions + kept)


def page_of(definition: Definition, code: str) -> Page:
    """The page with this code. Raises NotThere."""
    return _one(definition.pages, code)


# --- questions


def add_question(definition: Definition, page: str, question: Question, *, behind: str = "") -> Definition:
    """One more question on this page: behind the one named, or behind them all."""
    there = page_of(definition, page).questions
    questions = _behind(there, behind, question) if behind else (*there, question)
    return change_page(definition, page, questions=questions)


def change_question(definition: Definition, code: str, **columns: Any) -> Definition:
    """Other words, another condition. The code stays: answers are kept under it."""
    page = page_asking(definition, code)
    questions = _changed(page.questions, code, lambda question: replace(question, **columns))
    return change_page(definition, page.code, questions=questions)


def move_question(definition: Definition, code: str, *, step: int) -> Definition:
    """One place earlier (-1) or later (+1); from the end of a page onto the next."""
    page = page_asking(definition, code)
    asked = [one for one in page.questions if not one.retired or one.code == code]
    here = next(n for n, one in enumerate(asked) if one.code == code)
    if 0 <= here + step < len(asked):
        beside = asked[here + step].code
        return change_page(definition, page.code, questions=_swapped(page.questions, code, beside))
    there = definition.pages.index(page) + step
    if not 0 <= there < len(definition.pages):
        return definition
    return question_onto(definition, code, definition.pages[there].code, first=step > 0)


def question_onto(definition: Definition, code: str, page: str, *, first: bool = False) -> Definition:
    """Put the question on another page, in front of its questions or behind them."""
    before, question = page_asking(definition, code), asked_by(definition, code)
    rest = tuple(one for one in before.questions if one.code != code)
    definition = change_page(definition, before.code, questions=rest)
    there = page_of(definition, page).questions
    return change_page(definition, page, questions=(question, *there) if first else (*there, question))


def copy_question(definition: Definition, code: str) -> Definition:
    """The same question again behind it, under a code of its own."""
    question = asked_by(definition, code)
    twin = replace(question, code=question_code(definition, question.label), retired=False)
    return add_question(definition, page_asking(definition, code).code, twin, behind=code)


def take_out(definition: Definition, code: str, *, asked: Collection[str]) -> Definition:
    """No longer ask this. A question that was ever asked (its code) is retired, so that old answers stay readable."""
    if code in asked:
        return change_question(definition, code, retired=True)
    page = page_asking(definition, code)
    return change_page(definition, page.code, questions=tuple(one for one in page.questions if one.code != code))


def asked_by(definition: Definition, code: str) -> Question:
    """The question with this code, retired or not. Raises NotThere."""
    if found := definition.question(code):
        return found
    raise NotThere(code)


def page_asking(definition: Definition, code: str) -> Page:
    """The page the question stands on. Raises NotThere."""
    for page in definition.pages:
        if any(question.code == code for question in page.questions):
            return page
    raise NotThere(code)


# --- choices


def choices_read(lines: str, known: Iterable[Choice] = ()) -> tuple[Choice, ...]:
    """Choices from lines, one each. Words that are there already keep their code and picture."""
    by_words = {one.label.casefold(): one for one in known}
    found: dict[str, Choice] = {}
    for words in filter(None, (" ".join(line.split()) for line in lines.splitlines())):
        taken = {*found, *(one.code for one in by_words.values())}
        choice = by_words.get(words.casefold()) or Choice(code=free_code(words, taken, otherwise="choice"), label=words)
        found.setdefault(choice.code, choice)
    return tuple(found.values())


# --- stops


def add_stop(definition: Definition, when: Condition, title: str, **columns: Any) -> Definition:
    """One more reason to go no further."""
    code = free_code(title, {one.code for one in definition.stops}, otherwise="stop")
    return replace(definition, stops=(*definition.stops, Stop(code=code, when=when, title=title, **columns)))


def change_stop(definition: Definition, code: str, **columns: Any) -> Definition:
    """Another reason, other words."""
    return replace(definition, stops=_changed(definition.stops, code, lambda stop: replace(stop, **columns)))


def move_stop(definition: Definition, code: str, *, step: int) -> Definition:
    """Earlier (-1) or later (+1): the first that fits is the one people read."""
    return replace(definition, stops=moved(definition.stops, code, step))


def remove_stop(definition: Definition, code: str) -> Definition:
    """Without this stop."""
    return replace(definition, stops=tuple(one for one in definition.stops if one.code != code))


def stop_of(definition: Definition, code: str) -> Stop:
    """The stop with this code. Raises NotThere."""
    return _one(definition.stops, code)


# --- words


def translate(definition: Definition, language: str, words: dict[str, str]) -> Definition:
    """These words for this language, by their paths; an empty one is none."""
    kept = {path: said for path, said in (definition.translations.get(language, {}) | words).items() if said}
    return replace(definition, translations=definition.translations | {language: kept})


def without_language(definition: Definition, language: str) -> Definition:
    """No longer asked in this language."""
    kept = {code: words for code, words in definition.translations.items() if code != language}
    return replace(definition, translations=kept)


def tidied(definition: Definition) -> Definition:
    """Without translations of what is gone."""
    known = paths_of(definition).keys()
    kept = {
        language: {path: said for path, said in words.items() if path in known}
        for language, words in definition.translations.items()
    }
    return replace(definition, translations=kept)


# --- what conditions ask about


def codes_in(condition: Any) -> set[str]:
    """The questions a condition asks about, by code."""
    if isinstance(condition, list):
        return set().union(*map(codes_in, condition))
    if not isinstance(condition, dict):
        return set()
    field = str(condition.get("field", ""))
    own = {field.removeprefix(ANSWERS)} if field.startswith(ANSWERS) else set()
    return own.union(*(codes_in(members) for key, members in condition.items() if key in {"all", "any", "none"}))


def _asking_about(condition: Any, codes: dict[str, str]) -> Any:
    """The same condition, about the questions these became."""
    if isinstance(condition, list):
        return [_asking_about(member, codes) for member in condition]
    if not isinstance(condition, dict):
        return condition
    said = {
        key: _asking_about(value, codes) if key in {"all", "any", "none"} else value for key, value in condition.items()
    }
    lead, sign, code = str(said.get("field", "")).partition(ANSWERS)
    return said | {"field": f"{ANSWERS}{codes[code]}"} if sign and not lead and code in codes else said


def _under(question: Question, codes: dict[str, str]) -> Question:
    formula = question.formula
    for before, now in codes.items():
        formula = formula.replace(f"{{{before}}}", f"{{{now}}}")
    return replace(
        question,
        code=codes[question.code],
        show_if=_asking_about(question.show_if, codes),
        required_if=_asking_about(question.required_if, codes),
        formula=formula,
    )


# --- what parts have in common


def moved(parts: tuple[Part, ...], code: str, step: int) -> tuple[Part, ...]:
    """The parts with this one a place earlier (-1) or later (+1)."""
    here = parts.index(_one(parts, code))
    there = here + step
    return _swapped(parts, code, parts[there].code) if 0 <= there < len(parts) else parts


def _one(parts: tuple[Part, ...], code: str) -> Part:
    for part in parts:
        if part.code == code:
            return part
    raise NotThere(code)


def _changed(parts: tuple[Part, ...], code: str, change: Callable[[Part], Part]) -> tuple[Part, ...]:
    _one(parts, code)
    return tuple(change(part) if part.code == code else part for part in parts)


def _behind(parts: tuple[Part, ...], code: str, part: Part) -> tuple[Part, ...]:
    place = parts.index(_one(parts, code)) + 1
    return parts[:place] + (part,) + parts[place:]  # noqa: RUF005 -- mypy follows this one only


def _swapped(parts: tuple[Part, ...], one: str, other: str) -> tuple[Part, ...]:
    exchanged = {one: _one(parts, other), other: _one(parts, one)}
    return tuple(exchanged.get(part.code, part) for part in parts)
