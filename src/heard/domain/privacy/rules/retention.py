"""What a rule of retention reaches: how far back, and of which services. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.privacy.models import OF_A_SERVICE, Kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from heard.domain.privacy.models import RetentionRule


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything of `kind` that ended before this moment: of the one service, or of all but those."""

    kind: Kept
    before: datetime
    only: UUID | None = None
    but: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """What no rule may touch: people by their whole, and cases."""

    wholes: frozenset[UUID] = frozenset()
    cases: frozenset[UUID] = frozenset()


def scope_of(rule: RetentionRule, active: Iterable[RetentionRule], *, now: datetime) -> Scope:
    """A rule of all services leaves out each service that has a rule of its own, shorter or longer."""
    own = frozenset(
        other.service_id for other in active if other.kind == rule.kind and other.service_id and other.pk != rule.pk
    )
    before = now - timedelta(days=rule.keep_days)
    return Scope(Kept(rule.kind), before, only=rule.service_id, but=frozenset() if rule.service_id else own)


def may_name_service(kind: str) -> bool:
    """Whether a rule of this kind can be about one service: mails and people belong to none."""
    return kind in OF_A_SERVICE
