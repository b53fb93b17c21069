"""The sample council's set-up: its configuration applied like any other, its land, its things, and who works there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from heard.cli.sample.places import sample_addresses, sample_areas
from heard.cli.sample.segments import set_up_segments
from heard.cli.sample.things import set_up_things
from heard.domain.consent.operations.settings import begin_asking
from heard.domain.places.operations import import_addresses, import_areas
from heard.domain.teams.models import Team
from heard.domain.teams.operations import add_staff
from heard.flows import configuration
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.teams.models import Staff

FOLDER = Path(__file__).with_name("set_up")
MAIL_DOMAIN = "fairmere.example"


@transaction.atomic
def set_up_council(*, seed: int, password: str) -> None:
    """Everything the settings pages show. All staff have this password, and none can sign in where it is empty."""
    homes = sample_addresses(seed=seed)
    import_areas(actor=SYSTEM, areas=sample_areas())
    import_addresses(actor=SYSTEM, rows=homes)
    begin_asking(actor=SYSTEM)
    documents = configuration.read_files(configuration.files_in(FOLDER / "configuration"))
    configuration.apply(documents, planned=configuration.plan(documents, actor=SYSTEM), actor=SYSTEM)
    set_up_things(homes)
    _set_up_staff(make_password(password or None))
    set_up_segments()


def demo_sign_ins() -> dict[str, str]:
    """The address to sign in with, for each part somebody may want to play."""
    return {one["demo"]: _address(one) for one in _staff() if "demo" in one}


def _staff() -> list[dict[str, Any]]:
    data = tomllib.loads((FOLDER / "staff.toml").read_text(encoding="utf-8"))
    return list(data["staff"])


def _set_up_staff(hashed: str) -> list[Staff]:
    teams = {team.code: team for team in Team.objects.all()}
    return [
        add_staff(
            email=_address(one),
            name=one["name"],
            password=hashed,
            roles={teams[code]: role for code, role in one["teams"].items()},
            administrator=one.get("administrator", False),
            actor=SYSTEM,
        )
        for one in _staff()
    ]


def _address(staff: dict[str, Any]) -> str:
    return f"{staff['email']}@{MAIL_DOMAIN}"
