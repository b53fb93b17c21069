"""A condition: a tree of clauses that filters rows, judges facts and explains itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _

from heard.kernel import clock

from . import words
from .filters import all_of, any_of, filter_of, negation
from .predicate import holds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Q

    from .vocabulary import Field

Joint = Literal["all", "any", "none"]


class Condition(ABC):
    """What conditions can do. `now` is for relative times; without it, it is the present."""

    def matches(self, facts: Any, *, now: datetime | None = None) -> bool:
        return self._holds(facts, now or clock.now())

    def as_q(self, *, now: datetime | None = None) -> Q:
        return self._filter(now or clock.now())

    def because(self, facts: Any, *, now: datetime | None = None) -> list[str]:
        """What in these facts fulfils the condition, a sentence each; empty when it does not match."""
        now = now or clock.now()
        return list(self._reasons(facts, now)) if self._holds(facts, now) else []

    @abstractmethod
    def in_words(self) -> str:
        """For people: "the service is Pothole and the area is Northside"."""

    @abstractmethod
    def to_data(self) -> dict[str, Any]:
        """The JSON it was read from."""

    @abstractmethod
    def clauses(self) -> Iterator[Clause]:
        """Every clause in it."""

    @abstractmethod
    def _holds(self, facts: Any, now: datetime) -> bool: ...

    @abstractmethod
    def _filter(self, now: datetime) -> Q: ...

    @abstractmethod
    def _reasons(self, facts: Any, now: datetime) -> Iterator[str]: ...


@dataclass(frozen=True)
class Clause(Condition):
    """One field, one operator, one value. `data` is the value as it was written."""

    field: Field
    operator: str
    value: Any
    data: Any

    def in_words(self) -> str:
        return words.sentence(self.field, self.operator, self.value)

    def to_data(self) -> dict[str, Any]:
        return {"field": self.field.name, self.operator: self.data}

    def clauses(self) -> Iterator[Clause]:
        yield self

    def _holds(self, facts: Any, now: datetime) -> bool:
        return holds(self.field, self.operator, self.value, facts, now)

    def _filter(self, now: datetime) -> Q:
        return filter_of(self.field, self.operator, self.value, now)

    def _reasons(self, facts: Any, now: datetime) -> Iterator[str]:  # noqa: ARG002 -- relative times read the same later
        yield words.sentence_of_fact(self.field, self.operator, self.value, self.field.value_in(facts))


@dataclass(frozen=True)
class Group(Condition):
    """All, any or none of several. All of nothing is the empty condition, which everything fulfils."""

    joint: Joint
    members: tuple[Condition, ...]

    def in_words(self) -> str:
        if not self.members:
            return _("always")
        parts = [_bracketed(member) for member in self.members]
        match self.joint:
            case "all":
                return words.listed(parts, last=_("and"))
            case "any":
                return words.listed(parts, last=_("or"))
            case _:
                return _("it is not so that %(parts)s") % {"parts": words.listed(parts, last=_("or"))}

    def to_data(self) -> dict[str, Any]:
        return {self.joint: [member.to_data() for member in self.members]} if self.members else {}

    def clauses(self) -> Iterator[Clause]:
        for member in self.members:
            yield from member.clauses()

    def _holds(self, facts: Any, now: datetime) -> bool:
        held = (member._holds(facts, now) for member in self.members)  # noqa: SLF001 -- the same class
        match self.joint:
            case "all":
                return all(held)
            case "any":
                return any(held)
            case _:
                return not any(held)

    def _filter(self, now: datetime) -> Q:
        filters = [member._filter(now) for member in self.members]  # noqa: SLF001 -- the same class
        match self.joint:
            case "all":
                return all_of(filters)
            case "any":
                return any_of(filters)
            case _:
                return negation(any_of(filters))

    def _reasons(self, facts: Any, now: datetime) -> Iterator[str]:
        if self.joint == "none":
            yield self.in_words()
            return
        for member in self.members:
            yield from member.because(facts, now=now)


def _bracketed(member: Condition) -> str:
    text = member.in_words()
    return f"({text})" if isinstance(member, Group) and len(member.members) > 1 else text
