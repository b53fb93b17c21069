"""What a profile may say, checked before it is written."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import ContactHours, Need, PersonKind
from heard.domain.people.rules.ages import OLDEST, age_on
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

# Kept in the sealed details; the others are columns.
DETAILS = frozenset({"other_names", "pronouns", "birth_date", "role"})
FIELDS = DETAILS | {
    "kind", "name", "language", "other_languages", "preferred_channel", "contact_hours", "needs", "interests", "area",
}  # fmt: skip
PREFERRED_CHANNELS = {
    "": gettext_lazy("No preference"),
    "email": gettext_lazy("Email"),
    "phone": gettext_lazy("Phone"),
    "sms": gettext_lazy("Text message"),
    "post": gettext_lazy("Post"),
    "in_person": gettext_lazy("In person"),
}
_CHOICES: dict[str, Collection[str]] = {
    "kind": PersonKind.values,
    "contact_hours": ContactHours.values,
    "preferred_channel": PREFERRED_CHANNELS,
}
LONGEST_NAME = 200
MOST_NAMES = 10
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def checked(changes: Mapping[str, Any], *, today: date, topics: Collection[str]) -> dict[str, Any]:
    """The values as they are kept. Raises InvalidInput, naming each field that needs another."""
    if unknown := changes.keys() - FIELDS:
        raise TypeError(f"A profile has no {', '.join(sorted(unknown))}.")
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, given in changes.items():
        try:
            values[name] = _checked(name, given, today=today, topics=topics)
        except ValueError as problem:
            problems[name] = str(problem)
    if {Need.CALL, Need.WRITE} <= set(values.get("needs", ())):
        problems["needs"] = _("Choose either “%(call)s” or “%(write)s”: together they leave no way to reach them.") % {
            "call": Need.CALL.label,
            "write": Need.WRITE.label,
        }
    if problems:
        raise InvalidInput(problems)
    return values


def birth_date_of(details: Mapping[str, Any]) -> date | None:
    """From the sealed details."""
    written = details.get("birth_date")
    return date.fromisoformat(written) if written else None


def _checked(name: str, given: Any, *, today: date, topics: Collection[str]) -> Any:
    check: dict[str, Callable[[], Any]] = {
        "other_names": lambda: [text for text in map(_short, given or ()) if text][:MOST_NAMES],
        "birth_date": lambda: _birth_date(given, today),
        "language": lambda: _languages([given])[0],
        "other_languages": lambda: _languages(given or ()),
        "needs": lambda: _codes(given, Need.values),
        "interests": lambda: _codes(given, topics),
        "area": lambda: given,
        **{coded: lambda: _one_of(name, given) for coded in _CHOICES},
    }
    return check.get(name, lambda: _short(given))()


def _short(given: str | None) -> str:
    text = " ".join((given or "").split())
    if len(text) > LONGEST_NAME:
        raise ValueError(_("Use %(most)s characters or fewer.") % {"most": LONGEST_NAME})
    return text


def _birth_date(given: date | str | None, today: date) -> str:
    if not given:
        return ""
    try:
        born = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError as error:
        raise ValueError(_("Enter a birth date like 2 March 1960.")) from error
    if not 0 <= age_on(today, born=born) <= OLDEST:
        raise ValueError(_("Check the birth date: it must lie in the past, within the last 125 years."))
    return born.isoformat()


def _languages(given: Collection[str]) -> list[str]:
    if any(not _LANGUAGE.fullmatch(code) or len(code) > 10 for code in given):  # noqa: PLR2004 -- the column's length
        raise ValueError(_("Choose a language from the list."))
    return list(dict.fromkeys(given))


def _codes(given: Collection[str] | None, allowed: Collection[str]) -> list[str]:
    if unknown := [code for code in given or () if code not in allowed]:
        raise ValueError(_("Choose from the list: %(unknown)s is not on it.") % {"unknown": ", ".join(unknown)})
    return sorted(set(given or ()))


def _one_of(name: str, given: str) -> str:
    if given not in _CHOICES[name]:
        raise ValueError(_("Choose one from the list."))
    return given
