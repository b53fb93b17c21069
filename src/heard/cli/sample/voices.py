"""How residents and staff speak: the pools of voices/*.toml, filled in for one case. Who says what when: plot.py."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.formats import date_format

if TYPE_CHECKING:
    from datetime import date, datetime
    from random import Random

FOLDER = Path(__file__).with_name("voices")
DETAILED = 0.4
NOON = 12
# How people type: the share of those who type like this, and all before them.
LOWER_CASE, HURRIED, CLUMSY, LOUD, IN_PARAGRAPHS = 0.08, 0.16, 0.26, 0.29, 0.36
SPANS = ("three days", "five days", "a week", "ten days", "two weeks", "three weeks", "a month", "two months")
SPANISH_SPANS = ("tres días", "una semana", "dos semanas", "un mes")
_ANSWERS = re.compile(r"^\[([^]]*)]\s*")
_SLOT = re.compile(r"\{([a-z_]+)\}")
# One slip of the thumb each: what is typed, and what was meant.
_SLIPS = (("the ", "teh "), ("and ", "adn "), ("street", "steet"), ("because", "becuase"), ("please", "plase"),
          ("been", "ben"), ("there", "their"), ("sidewalk", "sidwalk"))  # fmt: skip


@cache
def voices() -> dict[str, dict[str, Any]]:
    """What is said about each service, by its code."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.stem not in {"everybody", "loose_ends"})
    return {code: voice for path in files for code, voice in _read(path.stem).items()}


@cache
def everybody() -> dict[str, dict[str, list[str]]]:
    """What goes with every service: of residents, and of the council."""
    return _read("everybody")


def loose_ends() -> dict[str, Any]:
    """What lies about today: mails to sort, strangers, bounces."""
    return _read("loose_ends")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def fill(text: str, slots: dict[str, str]) -> str:
    """The text with its slots filled; an unknown slot is a mistake in the pools."""
    return _SLOT.sub(lambda slot: slots[slot[1]], text)


def split_answers(text: str) -> tuple[dict[str, str], str]:
    """`[depth=deep] There is a hole` as the answers it implies and the words."""
    found = _ANSWERS.match(text)
    if not found:
        return {}, text
    return dict(part.split("=", 1) for part in found[1].split()), text[found.end() :]


def report_words(core: str, voice: dict[str, Any], random: Random, *, spanish: bool) -> str:
    """A report around its core: how people begin, what they add, and how they end."""
    pool = everybody()["residents"]
    opening = random.choice(pool["spanish_openings" if spanish else "openings"])
    ending = random.choice(pool["spanish_endings" if spanish else "endings"])
    detail = random.choice(voice["details"]) if voice["details"] and not spanish and random.random() < DETAILED else ""
    if opening.endswith((", ", ": ")) and not core.startswith(("I ", "I'", "{", "TV", "Dead")):
        core = core[0].lower() + core[1:]
    return " ".join(part for part in (f"{opening}{core}", detail, ending) if part)


def as_typed(text: str, random: Random) -> str:
    """How carefully people type: in a hurry, with a slip of the thumb, loudly, or in paragraphs."""
    mood = random.random()
    if mood < LOWER_CASE:
        return text.lower()
    if mood < HURRIED:
        return re.sub(r"[.!]$", "", text).replace(". ", " ")
    if mood < CLUMSY:
        right, wrong = random.choice(_SLIPS)
        return text.replace(right, wrong, 1)
    if mood < LOUD:
        return re.sub(r"[.]$", "!!!", text)
    return text.replace(". ", ".\n\n", 1) if mood < IN_PARAGRAPHS else text


def times(at: datetime, random: Random, *, language: str) -> dict[str, str]:
    """The slots of a report that name a time."""
    days_ago = at - timedelta(days=random.randint(1, 3))
    clock, hour = timezone.localtime(at - timedelta(minutes=random.randint(5, 600))), timezone.localtime(at).hour
    morning, later = ("Buenos días. ", "Buenas tardes. ") if language == "es" else ("Good morning. ", "Hello there. ")
    return {
        "greeting": morning if hour < NOON else later,
        "weekday": day_name(days_ago, language=language, pattern="l"),
        "span": random.choice(SPANISH_SPANS if language == "es" else SPANS),
        "time": f"{clock:%I:%M %p}".lstrip("0").lower(),
    }


def day_name(at: datetime, *, language: str, pattern: str = "l j F") -> str:
    """Such as "Thursday 12 June", without a year: it was said then."""
    return _day_in_words(timezone.localdate(at), language, pattern)


@cache
def _day_in_words(day: date, language: str, pattern: str) -> str:
    with translation.override(language):
        return date_format(day, pattern.replace("j F", r"j \d\e F") if language == "es" else pattern)
