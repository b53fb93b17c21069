"""Each night: what need not be kept any more is removed, rule by rule, in batches that each stand for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from heard.domain.conversations.operations.erasing import ForgottenWords
    from heard.domain.privacy.models import RetentionRule, RetentionRun
    from heard.domain.privacy.rules.retention import Held, Scope
    from heard.kernel.actor import Actor

BATCH = 200
PEOPLE_AT_ONCE = 20  # each may have hundreds of messages

_CHOSEN = {Kept.MESSAGES: conversations_with_words, Kept.ATTACHMENTS: files_over, Kept.ENVELOPES: sources_over}
_REMOVED = {Kept.MESSAGES: remove_words, Kept.ATTACHMENTS: remove_old_files, Kept.ENVELOPES: remove_old_sources}


def apply_retention(*, actor: Actor = SYSTEM) -> RetentionRun:
    """Apply every rule that is switched on. Stopped in the middle, the next night goes on with the same report."""
    remove_expired_notes(today=clock.now().date())
    run = unfinished_run() or start_run(actor=actor)
    rules = active_rules()
    for rule in rules:
        scope = scope_of(rule, rules, now=clock.now())
        while _batch(run, rule, scope, actor=actor):
            pass
    end_run(run, actor=actor)
    return run


@transaction.atomic
def _batch(run: RetentionRun, rule: RetentionRule, scope: Scope, *, actor: Actor) -> bool:
    """Some of what this rule reaches; False once nothing is left. Holds are asked anew: somebody may place one now."""
    held = everything_held()
    if scope.kind == Kept.PEOPLE:
        removed, found = _people(scope, held, actor=actor)
    else:
        removed, found = _rows(scope, held)
    if found:
        note_removed(run, rule, removed)
    return found


def _rows(scope: Scope, held: Held) -> tuple[int, bool]:
    chosen = list(_CHOSEN[scope.kind](scope, held).values_list("pk", flat=True)[:BATCH])
    if not chosen:
        return 0, False
    forgotten = _REMOVED[scope.kind](chosen)
    _let_go(forgotten)
    return forgotten.counts.get(scope.kind, 0), True


def _people(scope: Scope, held: Held, *, actor: Actor) -> tuple[int, bool]:
    chosen = list(people_over(scope, held)[:PEOPLE_AT_ONCE])
    for person in chosen:
        erase_person(person, actor=actor, reason=ErasureReason.RETENTION)
    return len(chosen), bool(chosen)


def _let_go(forgotten: ForgottenWords) -> None:
    """Keys and files go once the batch is committed, or by the job that looks after crashes."""
    slots = {slot_of(lock) for lock in forgotten.locks}
    if not (slots or forgotten.files):
        return
    erasure = note_what_goes(
        reason=ErasureReason.RETENTION, slots=slots, files=forgotten.files, counts=forgotten.counts
    )
    transaction.on_commit(lambda: finish_erasure(erasure.id), robust=True)
