"""Who may keep segments, and who may approve one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.segments.models import Segment
    from heard.domain.teams.rules.permissions import Standing


def may_keep_any(standing: Standing) -> bool:
    """Whether there is a department whose segments they may see and change."""
    return standing.administrator or bool(standing.managed_departments)


def may_keep(standing: Standing, department: UUID) -> bool:
    """Whether they may see and change this department's segments: its managers, and administrators."""
    return standing.administrator or department in standing.managed_departments


def may_approve(standing: Standing, segment: Segment) -> bool:
    """Whether they are the second person: one who may keep it, and did not write what stands there now."""
    version = segment.current
    return (
        version is not None
        and version.is_draft
        and version.author_id != standing.staff_id
        and may_keep(standing, segment.department_id)
    )
