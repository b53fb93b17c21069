"""What the rules of retention would remove now. Nothing is removed by this, and nobody's words are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min

from heard.domain.conversations.queries.retention import files_over, messages_over, people_over, sources_over
from heard.domain.privacy.models import Kept
from heard.domain.privacy.operations.retention import end_run, note_removed, start_run
from heard.domain.privacy.queries.holds import everything_held
from heard.domain.privacy.queries.retention import active_rules
from heard.domain.privacy.rules.retention import scope_of
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.privacy.models import RetentionRule, RetentionRun
    from heard.kernel.actor import Actor

MOST_COUNTED = 10_000  # counted no further than anybody needs in order to decide

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One line of what would go: of a case (or of none), of a person, or the mails together."""

    count: int
    since: datetime
    reference: str = ""  # empty of a confidential one too: no list names it
    person_id: UUID | None = None


_OVER = {
    Kept.MESSAGES: messages_over,
    Kept.ATTACHMENTS: files_over,
    Kept.ENVELOPES: sources_over,
    Kept.PEOPLE: people_over,
}


def over_by(rule: RetentionRule) -> QuerySet[Any]:
    """What this rule would remove now, switched on or not."""
    scope = scope_of(rule, active_rules(), now=clock.now())
    return _OVER[scope.kind](scope, everything_held())


def count_over(rule: RetentionRule) -> int:
    """How much that is, up to one more than MOST_COUNTED."""
    return over_by(rule)[: MOST_COUNTED + 1].count()


def shown_of(rule: RetentionRule) -> list[Found]:
    """The first of it, for somebody to look at before the rule is switched on: where it is, and never what it says."""
    return _SHOWN[Kept(rule.kind)](over_by(rule))


def preview_retention(*, actor: Actor) -> RetentionRun:
    """The report of tonight, as it would be if it were now."""
    run = start_run(preview=True, actor=actor)
    for rule in active_rules():
        note_removed(run, rule, count_over(rule))
    end_run(run, actor=actor)
    return run


def _by_case(rows: QuerySet[Any], case: str, at: str) -> list[Found]:
    reference, confidential = f"{case}__reference", f"{case}__confidential"
    found = rows.order_by().values(reference, confidential).annotate(count=Count("pk"), since=Min(at))
    return [
        Found(row["count"], row["since"], reference="" if row[confidential] else row[reference] or "")
        for row in found.order_by("since")[:SHOWN]
    ]


def _people(rows: QuerySet[Any]) -> list[Found]:
    found = rows.annotate(count=Count("cases")).values_list("count", "created_at", "pk")[:SHOWN]
    return [Found(count, since, person_id=person_id) for count, since, person_id in found]


def _mails(rows: QuerySet[Any]) -> list[Found]:
    oldest = rows.values_list("created_at", flat=True).first()
    return [Found(rows[: MOST_COUNTED + 1].count(), oldest)] if oldest else []


_SHOWN: dict[Kept, Callable[[QuerySet[Any]], list[Found]]] = {
    Kept.MESSAGES: lambda rows: _by_case(rows, "conversation__case", "sent_at"),
    Kept.ATTACHMENTS: lambda rows: _by_case(rows, "message__conversation__case", "created_at"),
    Kept.ENVELOPES: _mails,
    Kept.PEOPLE: _people,
}
