"""What the rules of retention would remove now. Nothing is removed by this, and nobody's words are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.queries.retention import files_over, messages_over, people_over, sources_over
from heard.domain.privacy.models import Kept
from heard.domain.privacy.operations.retention import end_run, start_run
from heard.domain.privacy.queries.holds import everything_held
from heard.domain.privacy.queries.retention import active_rules
from heard.domain.privacy.rules.retention import scope_of
from heard.kernel import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.privacy.models import RetentionRule, RetentionRun
    from heard.kernel.actor import Actor

MOST_COUNTED = 10_000  # counted no further than anybody needs in order to decide

_OVER = {
    Kept.MESSAGES: messages_over,
    Kept.ATTACHMENTS: files_over,
    Kept.ENVELOPES: sources_over,
    Kept.PEOPLE: people_over,
}


def over_by(rule: RetentionRule) -> QuerySet:  # type: ignore[type-arg]  # of messages, files, mails or people
    """What this rule would remove now, switched on or not."""
    scope = scope_of(rule, active_rules(), now=clock.now())
    return _OVER[scope.kind](scope, everything_held())


def count_over(rule: RetentionRule) -> int:
    """How much that is, up to one more than MOST_COUNTED."""
    return over_by(rule)[: MOST_COUNTED + 1].count()


def preview_retention(*, actor: Actor) -> RetentionRun:
    """The report of tonight, as it would be if it were now."""
    run = start_run(preview=True, actor=actor)
    run.counts = {str(rule.id): count_over(rule) for rule in active_rules()}
    run.save(update_fields=["counts"])
    end_run(run, actor=actor)
    return run
