"""Who lives with a resident, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import HouseholdRole
from heard.domain.people.operations.households import (
    change_household,
    change_role,
    join_household,
    leave_household,
    start_household,
)
from heard.kernel.errors import InvalidInput
from heard.web.desk.people.forms import PersonForm, RowForm
from heard.web.desk.people.somebody import SomebodyForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from heard.domain.people.models import Household, Member
    from heard.kernel.actor import Actor


def _languages() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Not known")), *settings.HEARD_SPOKEN_LANGUAGES]


class _HomeForm(PersonForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As colleagues would call it, such as “Okafor, 12 Elm Street”."),
    )
    address = forms.CharField(label=gettext_lazy("Address (optional)"), max_length=300, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Spoken at home"), choices=_languages, required=False)


class StartForm(_HomeForm):
    """A household of the resident's own."""

    do = "start"
    role = forms.ChoiceField(label=gettext_lazy("They are its"), choices=HouseholdRole.choices)

    def save(self, actor: Actor) -> str:
        """With the resident as its first."""
        start_household(self.whole.person, actor=actor, **self.cleaned_data)
        return _("The household is there. Add who else belongs to it.")


class ChangeForm(_HomeForm, RowForm):
    """What it is called, where it is, what is spoken."""

    do = "change"
    row: Household

    def rows(self) -> Iterable[Household]:
        """Their households."""
        return [home.household for home in self.whole.households]

    def save(self, actor: Actor) -> str:
        """Change what differs."""
        data = {name: self.cleaned_data[name] for name in ("name", "address", "language")}
        change_household(self.row, actor=actor, **data)
        return _("Saved.")


class JoinForm(SomebodyForm):
    """Somebody else belongs to it."""

    do = "join"
    part = "household"
    home = forms.ChoiceField(label=gettext_lazy("Household"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("What are they there?"), choices=HouseholdRole.choices, initial="other")
    lives_elsewhere = forms.BooleanField(label=gettext_lazy("They live elsewhere"), required=False)

    def prepare(self) -> None:
        """Their households; a choice only where there are several."""
        super().prepare()
        homes = self.whole.households
        self.fields["home"].choices = [  # type: ignore[attr-defined]
            (str(home.household.id), home.household.name or home.household.address) for home in homes
        ]
        if len(homes) < 2:  # noqa: PLR2004 -- one is no choice
            del self.fields["home"]

    @transaction.atomic
    def save(self, actor: Actor) -> str:
        """They join, as somebody known or as somebody new."""
        data = self.cleaned_data
        person = self.somebody(actor)
        join_household(
            self._household(), person=person, role=data["role"], lives_elsewhere=data["lives_elsewhere"], actor=actor
        )
        return _("%(name)s belongs to the household now.") % {"name": person.name or _("The person")}

    def _household(self) -> Household:
        wanted = self.cleaned_data.get("home")
        homes = [home.household for home in self.whole.households]
        found = next((home for home in homes if not wanted or str(home.id) == wanted), None)
        if found is None:
            raise InvalidInput({"who": _("Start a household first")})
        return found


class _MemberForm(RowForm):
    row: Member

    def rows(self) -> Iterable[Member]:
        """Whoever belongs to a household of theirs."""
        return [member for home in self.whole.households for member in home.members]


class RoleForm(_MemberForm):
    """What somebody is there."""

    do = "role"
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=HouseholdRole.choices)
    lives_elsewhere = forms.BooleanField(label=gettext_lazy("Lives elsewhere"), required=False)

    def save(self, actor: Actor) -> str:
        """Change it; there is one head."""
        data = self.cleaned_data
        change_role(self.row, role=data["role"], lives_elsewhere=data["lives_elsewhere"], actor=actor)
        return _("Saved.")


class LeaveForm(_MemberForm):
    """Somebody belongs to it no longer."""

    do = "leave"

    def save(self, actor: Actor) -> str:
        """They leave."""
        leave_household(self.row, actor=actor)
        return _("%(name)s left the household.") % {"name": self.row.person.name or _("The person")}


FORMS: tuple[type[PersonForm], ...] = (StartForm, ChangeForm, JoinForm, RoleForm, LeaveForm)
