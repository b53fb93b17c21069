"""Who may read and change a case: the council's permissions, asked of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.catalogue.models import Closers
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


def may_close(case: Case, standing: Standing) -> bool:
    """Whether this member of staff may end the case: its service may leave that to its team or to a manager."""
    if not may_work(case, standing):
        return False
    match case.service.closers:
        case Closers.TEAM:
            return case.team_id in standing.teams or may_manage(case, standing)
        case Closers.MANAGER:
            return may_manage(case, standing)
    return True


def who_closes(case: Case) -> str:
    """Who ends it, for those who may not."""
    if case.service.closers == Closers.MANAGER:
        return _("A manager of its department closes this case. Write them a note.")
    return _("Its own team closes this case. Hand it over, or write them a note.")


def may_manage(case: Case, standing: Standing) -> bool:
    """Whether this member of staff manages the case's department, and may see the case."""
    return may_see(case, standing) and case.department_id in standing.managed_departments
