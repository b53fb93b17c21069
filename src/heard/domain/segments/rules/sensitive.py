"""Which sensitive things a condition asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.domain.criteria.rules import Condition


def sensitive_fields(condition: Condition) -> list[str]:
    """Their names, in order; a negation asks as well."""
    return sorted({clause.field.name for clause in condition.clauses() if clause.field.sensitive})
