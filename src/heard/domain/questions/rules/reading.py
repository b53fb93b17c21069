"""One answer, read by the kind of its question. ValueError says what to change, for the person who answers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.domain.criteria.rules.moments import UNITS, Spell
from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Question

MOST_CHARACTERS = {
    QuestionKind.TEXT: 200, QuestionKind.LONG_TEXT: 4000, QuestionKind.ADDRESS: 300, QuestionKind.ASSET: 60,
}  # fmt: skip
MOST_FILES = 5
LARGEST = 1e12
FEWEST_DIGITS = 5
THOUSANDS = re.compile(r"[-+]?(\d*|\d{1,3}([.,]\d{3})+)")
NUMBER = re.compile(r"[-+]?(\d[\d'\u00a0\u202f ]*)?([.,]\d+)*")


def read_answer(question: Question, given: Any, facts: Facts) -> Any:
    """The answer as it is kept; something empty where there is none."""
    return _READERS[QuestionKind(question.kind)](question, given, facts)


def _text(question: Question, given: Any, _facts: Facts) -> str:
    text = str(given or "").strip()
    most = min(MOST_CHARACTERS[QuestionKind(question.kind)], _number_or(question.most, 4000))
    if len(text) > most:
        raise ValueError(_("Use %(most)s characters or fewer. You have %(now)s.") % {"most": most, "now": len(text)})
    if text and len(text) < (least := _number_or(question.least, 0)):
        raise ValueError(_("Use %(least)s characters or more.") % {"least": least})
    return text


def _number(question: Question, given: Any, facts: Facts) -> float | int | None:
    text = str(given if given is not None else "").strip().removesuffix(question.unit).strip()
    if not text:
        return None
    number = float(given if isinstance(given, int | float) else _decimal(text, facts.language))
    if not abs(number) < LARGEST:
        raise ValueError(_("Enter a smaller number."))
    _within(question, number)
    return int(number) if number.is_integer() else number


def _decimal(text: str, language: str) -> str:
    """With a point: a comma is one too, but for that of the thousands where English is spoken."""
    if not NUMBER.fullmatch(text) or not any(letter.isdigit() for letter in text):
        raise ValueError(_("Enter a number."))
    text = re.sub(r"[' \u00a0\u202f]", "", text)
    marks = [letter for letter in text if letter in ".,"]
    decimal = marks[-1] if len(set(marks)) > 1 or len(marks) == 1 else ""
    if marks == [","] and language[:2] in {"", "en"} and re.search(r"\d,\d{3}$", text):
        decimal = ""
    thousands = text.partition(decimal)[0] if decimal else text
    if (decimal and marks.count(decimal) > 1) or not THOUSANDS.fullmatch(thousands):
        raise ValueError(_("Enter a number."))
    return "".join("." if letter == decimal else "" if letter in ".," else letter for letter in text)


def _within(question: Question, number: float) -> None:
    least, most, unit = _number_or(question.least, None), _number_or(question.most, None), question.unit
    if least is not None and number < least:
        raise ValueError(_("Enter %(least)s or more.") % {"least": f"{localize(least)} {unit}".strip()})
    if most is not None and number > most:
        raise ValueError(_("Enter %(most)s or less.") % {"most": f"{localize(most)} {unit}".strip()})


def _yes_no(_question: Question, given: Any, _facts: Facts) -> bool | None:
    text = str(given if given is not None else "").strip().lower()
    if text in {"", "none"}:
        return None
    if text not in {"yes", "no", "true", "false"}:
        raise ValueError(_("Choose yes or no."))
    return text in {"yes", "true"}


def _choice(question: Question, given: Any, _facts: Facts) -> str:
    code = str(given or "")
    if code and code not in {choice.code for choice in question.choices}:
        raise ValueError(_("Choose one of the list."))
    return code


def _choices(question: Question, given: Any, _facts: Facts) -> list[str]:
    codes = [given] if isinstance(given, str) and given else list(given or [])
    known = [choice.code for choice in question.choices]
    if not set(codes) <= set(known):
        raise ValueError(_("Choose from the list."))
    chosen = [code for code in known if code in codes]
    _count(question, len(chosen), len(known))
    return chosen


def _count(question: Question, number: int, most: int) -> None:
    least, most = int(_number_or(question.least, 0)), int(_number_or(question.most, most))
    if number > most:
        raise ValueError(ngettext("Choose at most %(n)d.", "Choose at most %(n)d.", most) % {"n": most})
    if 0 < number < least:
        raise ValueError(ngettext("Choose at least %(n)d.", "Choose at least %(n)d.", least) % {"n": least})


def _date(question: Question, given: Any, facts: Facts) -> str:
    text = str(given or "").strip()
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_("Enter a date like 2026-11-24.")) from error
    least, most = (day_of(bound, facts.today) for bound in (question.least, question.most))
    if least and day < least:
        raise ValueError(_("Enter %(day)s or a later day.") % {"day": date_format(least, "j F Y")})
    if most and day > most:
        raise ValueError(_("Enter %(day)s or an earlier day.") % {"day": date_format(most, "j F Y")})
    return day.isoformat()


def day_of(bound: float | str | None, today: date) -> date | None:
    """The day of a bound: an ISO date, or a spell from today: "-30d" is thirty days ago, "+0d" today."""
    if bound is None:
        return None
    text = str(bound)
    if text[:1] not in "+-":
        return date.fromisoformat(text)
    spell = Spell.parse(text)
    length: timedelta = spell.amount * UNITS[spell.unit]
    return today + length if spell.ahead else today - length


def _place(_question: Question, given: Any, _facts: Facts) -> dict[str, Any]:
    """A point with lon and lat, and the words somebody found it by."""
    parts = given if isinstance(given, dict) else {}
    lon, lat = parts.get("lon"), parts.get("lat")
    if lon in (None, "") or lat in (None, ""):
        if str(parts.get("address") or (given if isinstance(given, str) else "")).strip():
            raise ValueError(_("Choose the place on the map, or one of the addresses found."))
        return {}
    try:
        lon, lat = float(lon), float(lat)
    except (TypeError, ValueError) as error:
        raise ValueError(_("Choose the place on the map.")) from error
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 -- the whole earth
        raise ValueError(_("Choose the place on the map."))
    words = str(parts.get("address") or "").strip()[: MOST_CHARACTERS[QuestionKind.ADDRESS]]
    return {"lon": lon, "lat": lat} | ({"address": words} if words else {})


def _person(_question: Question, given: Any, _facts: Facts) -> dict[str, str]:
    """Somebody's name, email address and phone number, whichever there are; a name alone is none to reach."""
    parts = given if isinstance(given, dict) else {"name": given or ""}
    person = {part: str(parts.get(part) or "").strip()[:200] for part in ("name", "email", "phone")}
    if person["email"]:
        try:
            validate_email(person["email"])
        except ValidationError as error:
            raise ValueError(_("Enter an email address like name@example.com.")) from error
    if person["phone"] and sum(letter.isdigit() for letter in person["phone"]) < FEWEST_DIGITS:
        raise ValueError(_("Enter a phone number, with its area code."))
    return {part: words for part, words in person.items() if words}


def _files(question: Question, given: Any, _facts: Facts) -> list[str]:
    """The keys under which the surface kept them."""
    keys = [given] if isinstance(given, str) and given else [str(key) for key in given or []]
    _count(question, len(keys), MOST_FILES)
    return keys


def _nothing(_question: Question, _given: Any, _facts: Facts) -> None:
    """What is calculated is not read."""


def _number_or(bound: float | str | None, otherwise: Any) -> Any:
    return otherwise if bound is None else bound


_READERS: dict[QuestionKind, Callable[[Question, Any, Facts], Any]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.ADDRESS: _text,
    QuestionKind.ASSET: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.DATE: _date,
    QuestionKind.PLACE: _place,
    QuestionKind.PERSON: _person,
    QuestionKind.FILE: _files,
    QuestionKind.CALCULATED: _nothing,
}
