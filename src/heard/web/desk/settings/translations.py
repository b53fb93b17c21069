"""A page of words beside their translations, for whatever residents read of the set-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from django.http import HttpRequest

LONGEST = 4000
A_LINE = 80


@dataclass(frozen=True, slots=True)
class Language:
    """One the council speaks. `missing`: how many texts nobody has translated."""

    code: str
    name: str
    begun: bool
    missing: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words to translate. `long` ones get more room."""

    path: str
    words: str
    said: str

    @property
    def long(self) -> bool:
        """Whether it is more than a line."""
        return self.path.endswith((".text", ".letter")) or len(self.words) > A_LINE


def spoken_languages(
    translations: Mapping[str, Mapping[str, str]], missing: Callable[[str], Collection[str]]
) -> list[Language]:
    """The languages residents may prefer, besides the one everything is written in."""
    return [
        Language(code, str(name), bool(translations.get(code)), len(missing(code)))
        for code, name in settings.HEARD_SPOKEN_LANGUAGES
        if code != settings.LANGUAGE_CODE.partition("-")[0]
    ]


def the_one(languages: list[Language], code: str) -> Language:
    """The one with this code; 404 where the council does not speak it."""
    spoken = next((one for one in languages if one.code == code), None)
    if spoken is None:
        raise Http404
    return spoken


def written(request: HttpRequest, texts: Mapping[str, str]) -> dict[str, str]:
    """What was sent for each text, by its path."""
    return {path: request.POST[path].strip()[:LONGEST] for path in texts if path in request.POST}


def beside(texts: Mapping[str, str], said: Mapping[str, str]) -> list[Text]:
    """Each text with its translation."""
    return [Text(path, words, said.get(path, "")) for path, words in texts.items()]
