"""Saving lists of cases, and sharing them with a team or everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.cases.models import SavedView
from heard.domain.cases.queries.saved_views import view_vocabulary
from heard.domain.cases.rules.views import may_change_view, may_share
from heard.domain.criteria.rules import parse
from heard.domain.journal.operations import record
from heard.domain.teams.queries import standing_of
from heard.kernel.checked import added, changed
from heard.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from heard.domain.teams.models import Staff, Team
    from heard.kernel.actor import Actor


@transaction.atomic
def add_view(
    *,
    name: str,
    condition: dict[str, Any],
    owner: Staff,
    actor: Actor,
    order: str = "due",
    team: Team | None = None,
    everybody: bool = False,
) -> SavedView:
    """A new view. InvalidCondition says what its condition gets wrong; NotAllowed where it may not be shared so."""
    parse(condition, view_vocabulary())
    if not may_share(standing_of(owner), team=team.id if team else None, everybody=everybody):
        raise NotAllowed
    view = added(
        SavedView(name=name, condition=condition, order=order, owner=owner, team=team, everybody=everybody),
    )
    record("view.added", actor=actor, subject=view.id, shared=_shared(view))
    return view


@transaction.atomic
def change_view(view: SavedView, *, by: Staff, actor: Actor, **columns: Any) -> None:
    """Another name, condition, order, or other people to use it."""
    standing = standing_of(by)
    if not may_change_view(view, standing):
        raise NotAllowed
    if "condition" in columns:
        parse(columns["condition"], view_vocabulary())
    names = changed(view, columns)
    if {"team", "everybody"} & set(names) and not may_share(standing, team=view.team_id, everybody=view.everybody):
        raise NotAllowed
    if names:
        record("view.changed", actor=actor, subject=view.id, fields=names)


@transaction.atomic
def remove_view(view: SavedView, *, by: Staff, actor: Actor) -> None:
    """It was a way to look at cases: they stay."""
    if not may_change_view(view, standing_of(by)):
        raise NotAllowed
    record("view.removed", actor=actor, subject=view.id)
    view.delete()


def _shared(view: SavedView) -> str:
    if view.everybody:
        return "everybody"
    return "team" if view.team_id else ""
