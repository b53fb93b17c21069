"""A merge was a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.operations import merging

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


def unmerge_case(duplicate: Case, *, actor: Actor) -> Case:
    """Take it back; the case stands where it stood."""
    return merging.unmerge(duplicate, actor=actor)
