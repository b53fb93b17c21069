"""From what somebody agreed to before to what they choose now: where they stand, and the entries in between. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from heard.domain.consent.rules.scopes import deciding, scope_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from heard.domain.consent.models import ConsentEntry
    from heard.domain.consent.rules.scopes import Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """What is agreed to of all that can be chosen. `dented`: agreed to, but for something narrower said no to since."""

    agreed: frozenset[Scope]
    dented: frozenset[Scope]


def standing_of(newest_first: Sequence[ConsentEntry], choices: Iterable[Scope], *, channels: Iterable[str]) -> Standing:
    """Where somebody stands on these choices, and on whatever else they ever agreed to."""
    said = {replace(scope_of(entry), channel=channel) for entry in newest_first for channel in channels}
    agreed = frozenset(scope for scope in {*choices, *said} if _agreed(newest_first, scope))
    noes = [scope_of(entry) for entry in newest_first if not entry.given]
    dented = frozenset(
        scope
        for scope in agreed
        if any((common := scope.meets(no)) and not _agreed(newest_first, common) for no in noes)
    )
    return Standing(agreed, dented)


def steps(before: Standing, after: Collection[Scope]) -> list[tuple[Scope, bool]]:
    """What to write, in order: the noes, widest first; then every yes that is new, dented, or stopped by those noes."""
    noes: list[Scope] = []
    for scope in sorted(before.agreed - set(after), key=_order):
        if not any(wider.covers(scope) for wider in (*after, *noes)):
            noes.append(scope)
    kept = before.agreed - before.dented
    yeses = [scope for scope in after if scope not in kept or any(no.meets(scope) for no in noes)]
    return [(scope, False) for scope in noes] + [(scope, True) for scope in sorted(yeses, key=_order)]


def _agreed(newest_first: Sequence[ConsentEntry], scope: Scope) -> bool:
    said = deciding(newest_first, scope)
    return bool(said and said.given)


def _order(scope: Scope) -> tuple[int, str, str, str, str]:
    return -scope.width, scope.purpose, scope.topic, str(scope.department_id or ""), scope.channel
