"""What is typed about a list of one's own; the filters of the inbox become its first conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import SavedView
from heard.domain.cases.queries.filters import LATE_STATUS, OPEN_STATUS
from heard.domain.cases.queries.saved_views import DUE, NEWEST, view_vocabulary
from heard.domain.cases.rules.views import may_share
from heard.domain.teams.queries import active_teams
from heard.web.desk.conditions.form import ConditionForm
from heard.web.ui.forms import Choice

if TYPE_CHECKING:
    from heard.domain.teams.models import Staff
    from heard.domain.teams.rules.permissions import Standing

ME, EVERYBODY = "me", "everybody"
FIELD_OF = {"channel": "origin", "q": "text"}


class ListForm(ConditionForm, forms.Form):
    """A name, which cases, in what order, and for whom."""

    name = forms.CharField(label=_("Name"), max_length=60, error_messages={"required": _("Enter a name")})
    order = forms.ChoiceField(
        label=_("Order"),
        initial=DUE,
        widget=forms.RadioSelect,
        choices=[
            (DUE, Choice(_("Due first"), hint=_("Open cases: what there is to do"))),
            (NEWEST, Choice(_("Newest first"), hint=_("All cases, closed ones too"))),
        ],
    )
    shared = forms.ChoiceField(label=_("Who uses it"), initial=ME)

    def __init__(
        self, data: Any = None, *, standing: Standing, view: SavedView | None = None, first: Any = None
    ) -> None:
        super().__init__(data, initial={"name": view.name, "order": view.order, "shared": _kept(view)} if view else {})
        teams = [one for one in active_teams() if may_share(standing, team=one.id, everybody=False)]
        self.teams = {str(team.id): team for team in teams}
        self.fields["shared"].choices = [  # type: ignore[attr-defined]
            (ME, _("Only me")),
            *((code, team.name) for code, team in self.teams.items()),
            *([(EVERYBODY, _("Everybody"))] if may_share(standing, team=None, everybody=True) else []),
        ]
        self.edit(
            view.condition if view else first,
            view_vocabulary(),
            label=_("Cases of which"),
            always=_("every case fits"),
        )

    def values(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        names = {name: self.cleaned_data[name] for name in ("name", "order", "condition")}
        shared = self.cleaned_data["shared"]
        return names | {"team": self.teams.get(shared), "everybody": shared == EVERYBODY}

    def as_view(self, owner: Staff) -> SavedView:
        """The list as it would be, to be looked into. It is not saved."""
        return SavedView(condition=self.cleaned_data["condition"], order=self.cleaned_data["order"], owner=owner)


def condition_of(chosen: dict[str, Any]) -> dict[str, Any]:
    """The filters of the inbox as a condition."""
    clauses = [_clause(name, value) for name, value in chosen.items()]
    return {"all": clauses} if clauses else {}


def _clause(name: str, value: Any) -> dict[str, Any]:
    match name, value:
        case "status", str() if value == LATE_STATUS:
            return {"field": "late", "is": True}
        case "status", str() if value == OPEN_STATUS:
            return {"field": "status", "is_not": "closed"}
        case "q", _:
            return {"field": "text", "contains": [value]}
    return {"field": FIELD_OF.get(name, name), "is": getattr(value, "code", value)}


def _kept(view: SavedView) -> str:
    if view.everybody:
        return EVERYBODY
    return str(view.team_id) if view.team_id else ME
