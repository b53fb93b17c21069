"""A task is done, or not needed any more, and its case goes on where it waited for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import tasks
from heard.flows.add_note import add_note
from heard.flows.follow_workflow import go_on

if TYPE_CHECKING:
    from heard.domain.cases.models import Task
    from heard.kernel.actor import Actor


@transaction.atomic
def finish_task(task: Task, *, actor: Actor, note: str = "") -> Task:
    """Done; a word about it stays as a note."""
    done = tasks.finish(task, actor=actor)
    if note.strip():
        add_note(done.case, text=note, actor=actor)
    go_on(done.case)
    return done


@transaction.atomic
def drop_task(task: Task, *, actor: Actor) -> Task:
    """Not needed any more."""
    dropped = tasks.drop(task, actor=actor)
    go_on(dropped.case)
    return dropped
