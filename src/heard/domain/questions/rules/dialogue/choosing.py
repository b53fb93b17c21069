"""Which of a list somebody means: by number, by letter, by words, also mistyped."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from .commands import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.questions.rules.definition import Choice

ALIKE = 0.8
SHORTEST_PART = 3
ORDINALS = (
    {"first", "erste", "ersten", "primero", "primera", "one", "eins", "uno", "una"},
    {"second", "zweite", "zweiten", "segundo", "segunda", "two", "zwei", "dos"},
    {"third", "dritte", "dritten", "tercero", "tercera", "three", "drei", "tres"},
    {"fourth", "vierte", "vierten", "cuarto", "cuarta", "four", "vier", "cuatro"},
    {"fifth", "fünfte", "fünften", "quinto", "quinta", "five", "fünf", "cinco"},
)
ALL = {"all", "all of them", "everything", "alle", "alles", "todos", "todas", "todo", "tous"}
BETWEEN = re.compile(r"\s*(?:[,;/+&\n]|\band\b|\bund\b|\by\b|\bet\b)\s*", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]+")
NUMBERED = re.compile(r"(?:no\.?|nr\.?|number|nummer|número|option)?\s*#?(\d{1,2})[.)]?", re.IGNORECASE)


def chosen_one(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Those it may mean: one where it is clear, none where it means nothing."""
    said = plain(text)
    if number := _number(said):
        return [choices[number - 1]] if number <= len(choices) else []
    for means in (_is, _names, _part_of, _alike):
        if found := [choice for choice in choices if means(choice, said)]:
            return found
    return []


def names_one(choices: Sequence[Choice], text: str) -> bool:
    """Whether it is one of them word for word: "I don't know" may be an answer."""
    return any(_is(choice, plain(text)) for choice in choices)


def chosen_several(choices: Sequence[Choice], text: str) -> tuple[list[Choice], list[str]]:
    """Everything it names, and the parts that mean nothing or too much."""
    if plain(text) in ALL:
        return list(choices), []
    whole = [choice for choice in choices if _is(choice, plain(text))]  # a label may have an "and" in it
    if whole:
        return whole, []
    found: list[Choice] = []
    unclear: list[str] = []
    for part in _parts(text):
        meant = chosen_one(choices, part)
        if len(meant) == 1:
            found += meant
        else:
            unclear.append(part)
    return found, unclear


def _parts(text: str) -> list[str]:
    if re.fullmatch(r"[\d\s]+", text.strip()):
        return text.split()
    # Spaces one by one: a message of nothing else would keep the splitting busy for minutes.
    return [part for part in BETWEEN.split(SPACES.sub(" ", text)) if part.strip()]


def _number(said: str) -> int:
    if match := NUMBERED.fullmatch(said):
        return int(match[1])
    words = set(said.split()) - {"the", "one", "der", "die", "das", "el", "la"} or set(said.split())
    return next((number for number, names in enumerate(ORDINALS, start=1) if words <= names), 0)


def _is(choice: Choice, said: str) -> bool:
    return said in {plain(choice.label), choice.code.casefold(), choice.code.replace("-", " ").replace("_", " ")}


def _names(choice: Choice, said: str) -> bool:
    """The label stands in a sentence: "it is in the water"."""
    return re.search(rf"\b{re.escape(plain(choice.label))}\b", said) is not None


def _part_of(choice: Choice, said: str) -> bool:
    """A word of the label: "water"."""
    wide = len(said) >= SHORTEST_PART
    return wide and re.search(rf"\b{re.escape(said)}", plain(choice.label)) is not None


def _alike(choice: Choice, said: str) -> bool:
    words = [plain(choice.label), choice.code.casefold()]
    return any(SequenceMatcher(None, said, word).ratio() >= ALIKE for word in words)
