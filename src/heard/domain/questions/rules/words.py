"""A questionnaire's words: in which languages they are, which are missing, and what a profile fills in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.questions.rules.definition import Definition, Page, Question, Stop


def paths_of(definition: Definition) -> dict[str, str]:
    """Everything that can be translated, by its path, in the order it is read: "questions.depth.label"."""
    paths: dict[str, str] = {}
    for page in definition.pages:
        paths |= {f"pages.{page.code}.{name}": getattr(page, name) for name in ("title", "text")}
        for question in page.questions:
            lead = f"questions.{question.code}"
            paths |= {f"{lead}.{name}": getattr(question, name) for name in ("label", "hint", "unit")}
            paths |= {f"{lead}.choices.{choice.code}": choice.label for choice in question.choices}
    for stop in definition.stops:
        lead = f"stops.{stop.code}"
        paths |= {f"{lead}.title": stop.title, f"{lead}.text": stop.text, f"{lead}.link": stop.link.get("label", "")}
    return {path: words for path, words in paths.items() if words}


def missing_words(definition: Definition, language: str) -> dict[str, str]:
    """What is not translated yet, by its path; what is no longer asked is left out."""
    retired = tuple(f"questions.{one.code}." for one in definition.questions(with_retired=True) if one.retired)
    said = definition.translations.get(language, {})
    paths = paths_of(definition).items()
    return {path: words for path, words in paths if not said.get(path) and not path.startswith(retired)}


def in_language(definition: Definition, language: str) -> Definition:
    """The same in another language, as far as it is translated."""
    said = definition.translations.get(language) or definition.translations.get(language.partition("-")[0])
    if not said:
        return definition
    return replace(
        definition,
        pages=tuple(_page(page, said) for page in definition.pages),
        stops=tuple(_stop(stop, said) for stop in definition.stops),
    )


def prefilled(definition: Definition, profile: Mapping[str, str]) -> dict[str, Any]:
    """Answers that the profile ("name", "email", "phone", "address", "language") suggests, by question code."""
    suggested: dict[str, Any] = {}
    for question in definition.questions():
        if not (words := profile.get(question.prefill, "") if question.prefill else ""):
            continue
        if question.kind == QuestionKind.PERSON:
            suggested[question.code] = {part: profile[part] for part in ("name", "email", "phone") if profile.get(part)}
        elif question.kind != QuestionKind.CHOICE or words in {choice.code for choice in question.choices}:
            suggested[question.code] = words
    return suggested


def _page(page: Page, said: Mapping[str, str]) -> Page:
    questions = tuple(_question(question, said) for question in page.questions)
    return replace(page, **_words(page, f"pages.{page.code}", said, "title", "text"), questions=questions)


def _question(question: Question, said: Mapping[str, str]) -> Question:
    lead = f"questions.{question.code}"
    choices = tuple(replace(one, label=said.get(f"{lead}.choices.{one.code}") or one.label) for one in question.choices)
    return replace(question, **_words(question, lead, said, "label", "hint", "unit"), choices=choices)


def _stop(stop: Stop, said: Mapping[str, str]) -> Stop:
    lead = f"stops.{stop.code}"
    label = said.get(f"{lead}.link")
    link = stop.link | {"label": label} if label else stop.link
    return replace(stop, **_words(stop, lead, said, "title", "text"), link=link)


def _words(part: Any, lead: str, said: Mapping[str, str], *names: str) -> dict[str, Any]:
    return {name: said.get(f"{lead}.{name}") or getattr(part, name) for name in names}
