"""From what somebody agreed to before to what they choose now: the entries in between. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.consent.rules.scopes import Scope


def steps(before: Iterable[Scope], after: Iterable[Scope]) -> list[tuple[Scope, bool]]:
    """What to write, in order: the noes, widest first, then every yes that is new or that a no stopped as well."""
    old, new = set(before), set(after)
    noes = sorted((scope for scope in old - new if not _covered(scope, new)), key=_order)
    yeses = [scope for scope in new if scope not in old or _covered(scope, noes)]
    return [(scope, False) for scope in noes] + [(scope, True) for scope in sorted(yeses, key=_order)]


def _covered(scope: Scope, by: Iterable[Scope]) -> bool:
    return any(wider.covers(scope) for wider in by)


def _order(scope: Scope) -> tuple[int, str, str, str, str]:
    return -scope.width, scope.purpose, scope.topic, str(scope.department_id or ""), scope.channel
