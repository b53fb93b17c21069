"""What somebody's words mean as the answer to a question: as a form would have sent it, or what to ask them again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.definition import Choice

from .choosing import chosen_one, chosen_several
from .commands import plain
from .days import day_in
from .turns import FoundAddress, Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Question

    FindAddress = Callable[[str], Sequence[FoundAddress]]

YES = {
    "yes",
    "y",
    "yeah",
    "yep",
    "yup",
    "sure",
    "correct",
    "true",
    "ja",
    "jawohl",
    "klar",
    "stimmt",
    "sí",
    "si",
    "claro",
    "oui",
    "of course",
    "it is",
}
NO = {"no", "n", "nope", "nah", "false", "nein", "nö", "non", "not", "not really", "it is not", "it isn't", "none"}
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "zero none null cero", "one a an ein eine eins uno una", "two zwei dos", "three drei tres",
            "four vier cuatro", "five fünf cinco", "six sechs seis", "seven sieben siete", "eight acht ocho",
            "nine neun nueve", "ten zehn diez", "eleven elf once", "twelve zwölf doce",
        )
    )
    for word in words.split()
}  # fmt: skip
FIGURE = re.compile(r"[-−]?\d[\d.,'\u00a0]*\d|[-−]?\d")
EMAIL = re.compile(r"[^\s,;<>]+@[^\s,;<>]+")
PHONE = re.compile(r"\+?\d[\d\s()/.-]{4,}\d")
POINT = re.compile(r"\s*(-?\d{1,2}\.\d+)[,;\s]+(-?\d{1,3}\.\d+)\s*")


def heard(question: Question, text: str, facts: Facts, find_address: FindAddress) -> Understood:  # noqa: PLR0911 -- a kind each
    """What it means."""
    match question.kind:
        case QuestionKind.CHOICE:
            return _choice(question, text)
        case QuestionKind.CHOICES:
            return _choices(question, text)
        case QuestionKind.YES_NO:
            return _yes_no(text)
        case QuestionKind.NUMBER:
            return _number(question, text)
        case QuestionKind.DATE:
            day = day_in(text, facts.today)
            return Understood(day.isoformat()) if day else Understood(again=_not_understood(text, _day_hint()))
        case QuestionKind.PERSON:
            return _person(text)
        case QuestionKind.PLACE | QuestionKind.ADDRESS:
            return _address(question, text, find_address)
        case QuestionKind.FILE:
            return Understood(again=_("Send a photo or a file here."))
    return Understood(text)


def among(offered: Sequence[FoundAddress], text: str) -> FoundAddress | None:
    """Which of the addresses that were offered is meant."""
    choices = [Choice(str(number), found.text) for number, found in enumerate(offered)]
    found = chosen_one(choices, text)
    return offered[int(found[0].code)] if len(found) == 1 else None


def _choice(question: Question, text: str) -> Understood:
    found = chosen_one(question.choices, text)
    if len(found) == 1:
        return Understood(found[0].code)
    if found:
        names = _(" or ").join(f"“{one.label}”" for one in found)
        return Understood(again=_("Do you mean %(names)s?") % {"names": names})
    return Understood(again=_not_understood(text, _choice_hint(question)))


def _choices(question: Question, text: str) -> Understood:
    if plain(text) in {"none", "nothing", "keine", "nichts", "ninguno", "nada", "aucun"}:
        named = [one.code for one in question.choices if plain(one.label) == plain(text)]
        return Understood(named)
    found, unclear = chosen_several(question.choices, text)
    if unclear or not found:
        hint = _("Say the numbers, such as 1 and %(last)s.") % {"last": min(3, len(question.choices))}
        return Understood(again=_not_understood(", ".join(unclear) or text, hint))
    return Understood([one.code for one in found])


def _yes_no(text: str) -> Understood:
    said = plain(text)
    first = re.split(r"[\s,.]+", said)[0]
    for answer, words in (("yes", YES), ("no", NO)):
        if said in words or first in words:
            return Understood(answer)
    return Understood(again=_not_understood(text, _("Say yes or no.")))


def _number(question: Question, text: str) -> Understood:
    figures = FIGURE.findall(text)
    if len(figures) == 1:
        return Understood(figures[0].replace("−", "-"))
    words = [NUMBER_WORDS[word] for word in plain(text).split() if word in NUMBER_WORDS]
    if not figures and len(words) == 1:
        return Understood(str(words[0]))
    unit = _(" in %(unit)s") % {"unit": question.unit} if question.unit else ""
    return Understood(again=_not_understood(text, _("Say one number%(unit)s.") % {"unit": unit}))


def _person(text: str) -> Understood:
    email, rest = _taken(EMAIL, text)
    phone, rest = _taken(PHONE, rest)
    words = (part.strip(" ,;:.-") for part in re.split(r"[,;\n]", rest))
    name = " ".join(part for part in words if part and plain(part) not in {"email", "phone", "tel"})
    given = {"name": name, "email": email, "phone": phone}
    return Understood({part: said for part, said in given.items() if said})


def _address(question: Question, text: str, find_address: FindAddress) -> Understood:
    wants_point = question.kind == QuestionKind.PLACE
    if wants_point and (point := POINT.fullmatch(text)):
        return Understood({"lat": point[1], "lon": point[2]})
    found = list(find_address(text))
    exact = [one for one in found if plain(one.text) == plain(text)]
    if len(exact) == 1:
        return answered_by(question, exact[0])
    if found:
        return Understood(offered=found)
    if wants_point:
        return Understood(again=_("I do not know this address. Say the street and the number."))
    return Understood(text)


def answered_by(question: Question, found: FoundAddress) -> Understood:
    """The address as this question keeps it."""
    if question.kind == QuestionKind.ADDRESS:
        return Understood(found.text)
    return Understood({"lon": found.lon, "lat": found.lat, "address": found.text})


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.search(text)
    return (match[0].strip(" .,"), text[: match.start()] + "," + text[match.end() :]) if match else ("", text)


def _not_understood(text: str, hint: str) -> str:
    short = text.strip()[:60]
    return f"{_('I did not understand “%(text)s”.') % {'text': short}} {hint}"


def _choice_hint(question: Question) -> str:
    return _("Say a number from 1 to %(last)s, or the words.") % {"last": len(question.choices)}


def _day_hint() -> str:
    return _("Say a day such as yesterday, last Friday, or 24 November.")
