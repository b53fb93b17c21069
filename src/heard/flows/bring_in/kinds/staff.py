"""Members of staff, with their teams. They choose a password by a link, as everybody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from heard.domain.teams.models import Role, Staff, Team
from heard.domain.teams.operations import add_staff
from heard.flows.bring_in.kinds.kind import Column, Kind, at_most, is_yes, needs
from heard.flows.import_files.row import RowTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from heard.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class NewStaff:
    """A row as it will be written."""

    email: str
    name: str
    teams: tuple[Team, ...]
    role: str
    administrator: bool


class StaffMembers(Kind):
    """Found again by their address."""

    code = "staff"
    columns = (
        Column("email", _("Email address"), ("email", "e-mail", "email address", "login", "username"), needed=True),
        Column("name", _("Name"), ("name", "full name", "agent name", "display name"), needed=True),
        Column("teams", _("Teams (names or codes, separated by commas)"), ("teams", "team", "group", "groups")),
        Column("role", _("Role: agent, officer or manager"), ("role", "position", "roles")),
        Column("administrator", _("Administrator (yes or no)"), ("administrator", "admin", "is admin")),
    )

    def __init__(self) -> None:
        self._teams = {key.lower(): team for team in Team.objects.all() for key in (team.name, team.code)}

    def read(self, cells: Mapping[str, str], *, source: str) -> NewStaff:  # noqa: ARG002 -- an address is enough
        """Somebody with an address, in teams that there are."""
        email = needs(cells, "email", "email address").lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise RowTrouble("broken email", f"“{email}” is no email address.") from error
        role = cells.get("role", "").strip().lower() or Role.AGENT.value
        if role not in Role.values:
            raise RowTrouble("unknown role", f"“{role}” is no role. Use one of: {', '.join(Role.values)}.")
        teams = tuple(self._team(name) for name in cells.get("teams", "").split(",") if name.strip())
        name = at_most(needs(cells, "name", "name"), 100, "name")
        return NewStaff(email, name, teams, role, is_yes(cells.get("administrator", "")))

    def write(self, items: Sequence[Any], *, source: str, actor: Actor) -> int:  # noqa: ARG002
        """Those whose address nobody has."""
        wanted: dict[str, NewStaff] = {one.email: one for one in reversed(items)}
        here = set(Staff.objects.filter(email__in=list(wanted)).values_list("email", flat=True))
        new = [one for email, one in wanted.items() if email not in here]
        for one in new:
            roles = dict.fromkeys(one.teams, one.role)
            add_staff(email=one.email, name=one.name, password=make_password(None), roles=roles,
                      administrator=one.administrator, actor=actor)  # fmt: skip
        return len(new)

    def _team(self, name: str) -> Team:
        try:
            return self._teams[name.strip().lower()]
        except KeyError as error:
            raise RowTrouble(
                "unknown team", f"There is no team “{name.strip()}”. Add it first, or mend the row."
            ) from error
