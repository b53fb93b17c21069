"""JSON to condition, or a sentence that says where and what to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .conditions import Clause, Condition, Group, Joint
from .errors import InvalidCondition
from .operators import OPERATORS
from .values import read_value
from .vocabulary import Field, Kind, Vocabulary

JOINTS: tuple[Joint, ...] = ("all", "any", "none")
DEEPEST = 5
MOST_CLAUSES = 100


def parse(data: Any, vocabulary: Vocabulary) -> Condition:
    """For what somebody writes: its choices must exist too."""
    return _parse(data, vocabulary, check=True)


def load(data: Any, vocabulary: Vocabulary) -> Condition:
    """For what was once accepted: a service that has gone since matches nothing and breaks nothing."""
    return _parse(data, vocabulary, check=False)


def _parse(data: Any, vocabulary: Vocabulary, *, check: bool) -> Condition:
    if data in (None, {}):
        return Group("all", ())
    condition = _Reader(vocabulary, check=check).read(data, depth=1)
    if sum(1 for _clause in condition.clauses()) > MOST_CLAUSES:
        raise InvalidCondition(_("Use at most %(most)d conditions.") % {"most": MOST_CLAUSES})
    return condition


@dataclass(frozen=True)
class _Reader:
    """Reads one condition; `check` asks whether its choices exist."""

    vocabulary: Vocabulary
    check: bool

    def read(self, data: Any, *, depth: int) -> Condition:
        if not isinstance(data, dict):
            raise InvalidCondition(_("A condition is an object such as {“field”: “service”, “is”: “pothole”}."))
        if depth > DEEPEST:
            raise InvalidCondition(_("Conditions go at most %(most)d levels deep.") % {"most": DEEPEST})
        return self._clause(data) if "field" in data else self._group(data, depth)

    def _group(self, data: dict[str, Any], depth: int) -> Group:
        joint = next((joint for joint in JOINTS if joint in data), None)
        if joint is None or len(data) != 1:
            raise InvalidCondition(_("Start with a field, or with one of: %(joints)s.") % {"joints": ", ".join(JOINTS)})
        members = data[joint]
        if not isinstance(members, list) or len(members) > MOST_CLAUSES:
            raise InvalidCondition(_("Give a list of at most %(most)d conditions.") % {"most": MOST_CLAUSES}, joint)
        if not members and (joint != "all" or depth > 1):
            raise InvalidCondition(_("Add a condition here, or remove this group."), joint)
        return Group(joint, tuple(self._member(f"{joint}[{n}]", item, depth) for n, item in enumerate(members)))

    def _member(self, step: str, data: Any, depth: int) -> Condition:
        try:
            return self.read(data, depth=depth + 1)
        except InvalidCondition as error:
            raise error.inside(step) from error

    def _clause(self, data: dict[str, Any]) -> Clause:
        if not isinstance(data["field"], str):
            raise InvalidCondition(_("A field is named by a word."), "field")
        field = self.vocabulary.field(data["field"])
        known = OPERATORS[field.kind]
        given = [key for key in data if key != "field"]
        if len(given) != 1 or given[0] not in known:
            raise InvalidCondition(
                _("The %(field)s needs one of: %(known)s.") % {"field": field.label, "known": ", ".join(known)},
                field.name,
            )
        [operator] = given
        try:
            return Clause(field, operator, self._value(field, operator, data[operator]), data[operator])
        except InvalidCondition as error:
            raise error.inside(f"{field.name}.{operator}") from error

    def _value(self, field: Field, operator: str, data: Any) -> Any:
        value = read_value(field, operator, data)
        if self.check and field.choices and field.kind in {Kind.CHOICE, Kind.AREA} and operator != "is_empty":
            _check_known(field, value if isinstance(value, tuple) else (value,))
        return value


def _check_known(field: Field, codes: tuple[str, ...]) -> None:
    known = field.labels()
    for code in codes:
        if code not in known:
            raise InvalidCondition(
                _("There is no %(field)s “%(code)s”. Choose one from the list.") % {"field": field.label, "code": code}
            )
