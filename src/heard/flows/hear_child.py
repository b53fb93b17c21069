"""A further case ended: the case it was opened for goes on, where it waited for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.operations.children import note_child_closed
from heard.domain.cases.operations.locking import locked
from heard.flows.follow_workflow import go_on

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


def hear_child(child: Case, *, actor: Actor) -> None:
    """Tell the parent, where there is one."""
    if child.parent is not None:
        note_child_closed(child, actor=actor)
        go_on(locked(child.parent))
