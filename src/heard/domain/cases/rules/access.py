"""Who may read and change a case: the council's permissions, asked of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.teams.rules import permissions

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.rules.permissions import Standing


def may_see(case: Case, standing: Standing) -> bool:
    """Whether this member of staff may read the case."""
    return permissions.may_see(
        standing, department=case.department_id, team=case.team_id, owner=case.owner_id, confidential=case.confidential
    )


def may_work(case: Case, standing: Standing) -> bool:
    """Whether this member of staff may change the case."""
    return permissions.may_work(
        standing, department=case.department_id, team=case.team_id, owner=case.owner_id, confidential=case.confidential
    )


def may_manage(case: Case, standing: Standing) -> bool:
    """Whether this member of staff manages the case's department, and may see the case."""
    return may_see(case, standing) and case.department_id in standing.managed_departments
