"""Staff: who signs in, and what they do in which team. A password is never shown and never typed by anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.teams.models import Membership, Role, Staff
from heard.domain.teams.operations import add_staff, change_staff, set_roles
from heard.domain.teams.queries import active_teams
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.teams.models import Team
    from heard.kernel.actor import Actor

ROLE = "role_"


class StaffForm(SettingsForm):
    """A member of staff, with a role in each team or none."""

    columns = ("name", "email", "is_administrator", "is_active")
    name = name_field()
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("They sign in with it."),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter their email address"),
            "invalid": gettext_lazy("Enter an email address like name@example.org"),
        },
    )
    is_administrator = forms.BooleanField(
        label=gettext_lazy("Administrator"), help_text=gettext_lazy("May change these settings."), required=False
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("May sign in"),
        help_text=gettext_lazy("Taken away, they are out at once. What they did stays on the cases."),
        required=False,
        initial=True,
    )

    def prepare(self) -> None:
        """One choice of role for each team."""
        roles = {post.team_id: post.role for post in self.row.memberships.all()} if self.row else {}
        self.teams: list[Team] = list(active_teams())
        for team in self.teams:
            self.fields[f"{ROLE}{team.id}"] = forms.ChoiceField(
                label=f"{team.name} ({team.department.name})",
                choices=[("", _("Not in this team")), *Role.choices],
                initial=roles.get(team.id, ""),
                required=False,
            )

    def own_fields(self) -> list[Any]:
        """The fields about the person."""
        return [self[name] for name in self.columns]

    def role_fields(self) -> list[Any]:
        """The fields about the teams."""
        return [self[f"{ROLE}{team.id}"] for team in self.teams]

    def clean_email(self) -> str:
        """As it is kept."""
        return str(self.cleaned_data["email"]).lower()

    @transaction.atomic
    def save(self, actor: Actor) -> Staff:
        """Add them without a password, or change them."""
        chosen = {team: self.cleaned_data[f"{ROLE}{team.id}"] for team in self.teams}
        roles = {team: role for team, role in chosen.items() if role}
        values = self.values()
        if not self.row:
            new = {"name": values["name"], "email": values["email"], "administrator": values["is_administrator"]}
            return add_staff(password=make_password(None), roles=roles, actor=actor, **new)
        change_staff(self.row, actor=actor, **values)
        set_roles(self.row, roles=roles | self._elsewhere(), actor=actor)
        return cast("Staff", self.row)

    def _elsewhere(self) -> dict[Team, str]:
        """Roles in teams that are out of use stay as they are."""
        shown = {team.id for team in self.teams}
        return {post.team: post.role for post in self.row.memberships.all() if post.team_id not in shown}


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, _posts(row), off=not row.is_active) for row in rows]


def _posts(person: Staff) -> str:
    posts = [f"{post.team.name} ({str(post.get_role_display()).lower()})" for post in person.memberships.all()]
    if person.is_administrator:
        posts.insert(0, _("Administrator"))
    if not person.has_usable_password():
        posts.append(_("has not chosen a password yet"))
    return " · ".join([person.email, *posts])


def _links(person: Staff) -> list[tuple[str, str]]:
    return [(_("Make a link to choose a password"), reverse("desk:settings_invite", args=[person.id]))]


STAFF = Section(
    slug="staff",
    title=gettext_lazy("Staff"),
    explains=gettext_lazy("Who signs in, in which teams, and as what."),
    icon="person",
    add=gettext_lazy("Invite somebody"),
    rows=lambda: Staff.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("team").order_by("team__name"))
    ).order_by("-is_active", "name"),
    lines=_lines,
    form=StaffForm,
    links=_links,
    template="desk/settings/staff.html",
)
