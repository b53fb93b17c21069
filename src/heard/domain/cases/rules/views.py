"""Who may use a saved view, and who may change it. Pure: rows and a Standing come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.models import SavedView
    from heard.domain.teams.rules.permissions import Standing


def may_change_view(view: SavedView, standing: Standing) -> bool:
    """Its owner; and, where others use it, an administrator, for owners leave."""
    shared = view.everybody or view.team_id is not None
    return view.owner_id == standing.staff_id or (shared and standing.administrator)


def may_share(standing: Standing, *, team: UUID | None, everybody: bool) -> bool:
    """With one's own teams anybody may; with everybody those who answer for a department, and administrators."""
    if everybody and not (standing.administrator or standing.managed_departments):
        return False
    return team is None or team in standing.teams or standing.administrator
