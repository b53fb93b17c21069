"""Each night: what need not be kept any more is removed, rule by rule, in batches that each stand for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.conversations.operations.retention import remove_old_files, remove_old_sources, remove_words
from heard.domain.conversations.queries.retention import conversations_with_words, files_over, people_over, sources_over
from heard.domain.people.operations.notes import remove_expired_notes
from heard.domain.privacy.models import ErasureReason, Kept
from heard.domain.privacy.operations.erasures import note_what_goes
from heard.domain.privacy.operations.retention import end_run, note_removed, start_run
from heard.domain.privacy.queries.holds import everything_held
from heard.domain.privacy.queries.retention import active_rules, unfinished_run
from heard.domain.privacy.rules.retention import scope_of
from heard.domain.vault.locks import slot_of
from heard.flows.erase_person import erase_person
from heard.flows.finish_erasure import finish_erasure
from heard.kernel import clock
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.conversations.operations.erasing import ForgottenWords
    from heard.domain.people.models import Person
    from heard.domain.privacy.models import RetentionRule, RetentionRun
    from heard.domain.privacy.rules.retention import Held, Scope
    from heard.kernel.actor import Actor

CHUNK = 10_000  # found by one search through everything
BATCH = 200  # removed in one transaction
PEOPLE_AT_ONCE = 20  # each may have hundreds of messages

_CHOSEN: dict[Kept, Callable[[Scope, Held], QuerySet[Any]]] = {
    Kept.MESSAGES: conversations_with_words,
    Kept.ATTACHMENTS: files_over,
    Kept.ENVELOPES: sources_over,
    Kept.PEOPLE: people_over,
}
_REMOVED = {Kept.MESSAGES: remove_words, Kept.ATTACHMENTS: remove_old_files, Kept.ENVELOPES: remove_old_sources}


def apply_retention(*, actor: Actor = SYSTEM) -> RetentionRun:
    """Apply every rule that is switched on. Stopped in the middle, the next night goes on with the same report."""
    remove_expired_notes(today=clock.now().date())
    run = unfinished_run() or start_run(actor=actor)
    rules = active_rules()
    for rule in rules:
        scope = scope_of(rule, rules, now=clock.now())
        size = PEOPLE_AT_ONCE if scope.kind == Kept.PEOPLE else BATCH
        while chunk := list(_CHOSEN[scope.kind](scope, everything_held()).values_list("pk", flat=True)[:CHUNK]):
            for start in range(0, len(chunk), size):
                _batch(run, rule, scope, chunk[start : start + size], actor=actor)
    end_run(run, actor=actor)
    return run


@transaction.atomic
def _batch(run: RetentionRun, rule: RetentionRule, scope: Scope, found: list[UUID], *, actor: Actor) -> None:
    """These, as far as the rule still reaches them: somebody may have placed a hold, or written again."""
    still = _CHOSEN[scope.kind](scope, everything_held()).filter(pk__in=found)
    if scope.kind == Kept.PEOPLE:
        removed = _erase(list(still), actor=actor)
    else:
        forgotten = _REMOVED[scope.kind](list(still.values_list("pk", flat=True)))
        _let_go(forgotten)
        removed = forgotten.counts[scope.kind]
    if removed:
        note_removed(run, rule, removed)


def _erase(people: list[Person], *, actor: Actor) -> int:
    for person in people:
        erase_person(person, actor=actor, reason=ErasureReason.RETENTION)
    return len(people)


def _let_go(forgotten: ForgottenWords) -> None:
    """Keys and files go once the batch is committed, or by the job that looks after crashes."""
    slots = {slot_of(lock) for lock in forgotten.locks}
    if not (slots or forgotten.files):
        return
    erasure = note_what_goes(
        reason=ErasureReason.RETENTION, slots=slots, files=forgotten.files, counts=forgotten.counts
    )
    transaction.on_commit(lambda: finish_erasure(erasure.id), robust=True)
