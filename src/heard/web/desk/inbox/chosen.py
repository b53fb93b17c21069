"""Which list the reader chose: one that everybody has, or one that somebody saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from heard.domain.cases.queries.inbox import View, inbox_page
from heard.domain.cases.queries.pages import Page
from heard.domain.cases.queries.saved_views import saved_page, views_for
from heard.domain.criteria.rules import InvalidCondition

if TYPE_CHECKING:
    from heard.domain.cases.models import SavedView
    from heard.domain.cases.queries.filters import CaseFilters
    from heard.web.desk.access import DeskRequest


@dataclass(frozen=True, slots=True)
class Chosen:
    """The list: `code` is what stands in the query string. `saved` are all the reader's own lists."""

    code: str
    label: str
    view: SavedView | None
    saved: list[SavedView]

    def __str__(self) -> str:
        return self.code

    def page(self, request: DeskRequest, filters: CaseFilters) -> tuple[Page, str]:
        """Its cases, and why there are none where its condition can no longer be read."""
        after = request.GET.get("after")
        if self.view is None:
            return inbox_page(request.standing, self.code, filters, after), ""
        try:
            return saved_page(request.standing, self.view, filters, after), ""
        except InvalidCondition as error:
            return Page([]), error.sentence


def chosen_list(request: DeskRequest, *, narrowed: bool) -> Chosen:
    """The list asked for; a search without one looks everywhere."""
    asked, saved = request.GET.get("view", ""), views_for(request.standing)
    view = next((one for one in saved if one.id == _id(asked)), None)
    if view:
        return Chosen(asked, view.name, view, saved)
    code = asked if asked in View.values else View.ALL if narrowed else View.MINE
    return Chosen(str(code), str(View(code).label), None, saved)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
