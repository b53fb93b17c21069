"""What conditions can be about. Each domain names its fields; criteria know none by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .errors import InvalidCondition

if TYPE_CHECKING:
    from django.db.models import Q
    from django.db.models.expressions import Combinable

FEW = 15  # names that an error lists; of more, those that look alike
Choices = Callable[[], Mapping[str, str]]


class Kind(StrEnum):
    """What the values of a field are, and so which operators make sense."""

    CHOICE = "choice"  # a code out of a list: a service, a team, a priority
    AREA = "area"  # a choice that a map can draw
    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    TIME_OF_DAY = "time_of_day"  # of a moment, in the council's time zone
    WEEKDAY = "weekday"  # of a moment, in the council's time zone
    TRUTH = "truth"
    ANSWER = "answer"  # whatever a resident may have answered: text, number, yes or no, or several of these


@dataclass(frozen=True)
class Field:
    """One thing a condition can ask about.

    `label` goes after "the": "the service is Pothole"; that of a truth is the whole statement ("report is public").
    `lookup` is the path of a column or an expression (a count, a distance), or makes the filter itself from an operator
    and its value; an answer's is the JSON column, with `key` inside it. `read` takes the value out of the facts;
    without it they are a mapping by name. Several values, of which one that fits is enough, come from an array
    (`several`), or from other rows: there the lookup is a column of theirs, and `through` makes a filter on them one on
    ours. `otherwise` is the value of who has no such row: a count is then 0. `unit` is said after a number; `shelf` is
    the heading an editor lists it under.
    """

    name: str
    label: str
    kind: Kind
    lookup: str | Combinable | Callable[[str, Any], Q]
    read: Callable[[Any], Any] | None = None
    choices: Choices | None = None
    key: str = ""
    whole: bool = False  # a number kept in a column of integers, which fractions would not fit
    blank: bool = False  # a choice whose column is empty, not null, where nothing was chosen
    several: bool = False
    through: Callable[[Q], Q] | None = None
    otherwise: Any = None
    unit: str = ""
    shelf: str = ""
    shown_as: Kind | None = None  # what an editor asks an answer's value like, where that is known
    sensitive: bool = False  # tells of health, belief, age or family: who asks it needs a purpose and a colleague

    def value_in(self, facts: Any) -> Any:
        return self.read(facts) if self.read else facts.get(self.name)

    def labels(self) -> Mapping[str, str]:
        return self.choices() if self.choices else {}


@dataclass(frozen=True)
class Family:
    """Fields by a common beginning that nobody can list beforehand: `answers.<code>`. None from `member`: no such.

    `offered` are those worth showing in an editor, by code, with the words to choose them by.
    """

    prefix: str
    member: Callable[[str], Field | None]
    offered: Choices = dict
    shelf: str = ""


class Vocabulary:
    """The fields a condition may use at one place."""

    def __init__(self, fields: Iterable[Field], families: Iterable[Family] = ()) -> None:
        self.fields = {field.name: field for field in fields}
        self.families = {family.prefix: family for family in families}

    def field(self, name: str) -> Field:
        found = self.fields.get(name) or self._member(name)
        if found is None:
            known = [*self.fields, *(f"{prefix}.…" for prefix in self.families)]
            meant = known if len(known) <= FEW else get_close_matches(name, known, n=5, cutoff=0.4)
            raise InvalidCondition(
                _("There is nothing called “%(name)s” here. Use one of: %(known)s.")
                % {"name": name, "known": ", ".join(meant)}
                if meant
                else _("There is nothing called “%(name)s” here.") % {"name": name}
            )
        return found

    def shelves(self) -> dict[str, list[tuple[str, str]]]:
        """What an editor lets people choose from, by heading: fields, and members of families worth showing."""
        found: dict[str, list[tuple[str, str]]] = {}
        for field in self.fields.values():
            found.setdefault(field.shelf, []).append((field.name, field.label))
        for one in self.families.values():
            for code, label in one.offered().items():
                found.setdefault(one.shelf, []).append((f"{one.prefix}.{code}", label))
        return found

    def offered(self) -> list[tuple[str, str]]:
        """The same in one list."""
        return [offer for shelf in self.shelves().values() for offer in shelf]

    def read_once(self) -> Vocabulary:
        """The same, asking for each list of choices at most once: for a page that words many conditions."""
        families = [
            replace(one, member=lru_cache(maxsize=None)(one.member), offered=lru_cache(maxsize=1)(one.offered))
            for one in self.families.values()
        ]
        return Vocabulary(map(_remembering, self.fields.values()), families)

    def _member(self, name: str) -> Field | None:
        prefix, _dot, code = name.partition(".")
        family = self.families.get(prefix)
        return family.member(code) if family and code else None


def _remembering(field: Field) -> Field:
    return replace(field, choices=lru_cache(maxsize=1)(field.choices)) if field.choices else field
