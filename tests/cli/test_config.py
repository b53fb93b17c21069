"""`heard config`: the set-up written, compared, planned, applied, taken back; and nothing of people in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from heard.cli.config import command
from heard.domain.catalogue.models import Service
from heard.domain.configuration.models import Applied
from heard.domain.people.models import Identity, Person
from heard.domain.teams.models import Staff
from heard.flows.configuration import exported
from tests.town.cases import CaseFactory
from tests.town.council import small_council

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def said(*arguments: str | Path, code: int = 0) -> list[str]:
    answer = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    assert answer.exit_code == code, answer.output
    return answer.output.splitlines()


def test_the_whole_way(tmp_path: Path) -> None:
    small_council()
    ours, theirs = tmp_path / "ours", tmp_path / "theirs.zip"
    assert said("export", ours)[0].endswith(f"files in {ours}.")
    said("export", theirs)
    assert said("plan", ours) == said("compare", ours, theirs) == ["Nothing differs."]
    file = ours / "services" / "pothole.yaml"
    file.write_text(file.read_text().replace("name: Pothole", "name: Hole in the road"))
    change = ["Service “Hole in the road” changes", "  name: Pothole → Hole in the road", "1 change."]
    assert said("plan", ours) == said("compare", theirs, ours) == said("plan", ours, "--only", "services") == change
    assert said("plan", ours, "--only", "groups") == ["Nothing differs."]
    assert said("apply", ours, "--yes")[:3] == change
    assert Service.objects.get().name == "Hole in the road"
    applied = Applied.objects.get()
    assert str(applied.id) in said("history")[0]
    said("rollback", str(applied.id), "--yes")
    assert Service.objects.get().name == "Pothole"
    assert said("plan", theirs) == ["Nothing differs."]


def test_what_is_wrong_is_told_with_its_line_and_the_command_fails(tmp_path: Path) -> None:
    small_council()
    said("export", tmp_path / "ours")
    file = tmp_path / "ours" / "services" / "pothole.yaml"
    file.write_text(file.read_text() + "colour: red\n")
    line = len(file.read_text().splitlines())
    told = said("apply", tmp_path / "ours", "--yes", code=1)
    assert told[1].startswith(f"services/pothole.yaml:{line}: There is no key “colour” here.")
    assert not Applied.objects.exists()
    assert "There is no folder or zip" in said("plan", tmp_path / "nowhere", code=1)[0]


def test_nobody_and_no_secret_is_in_it(settings) -> None:
    council = small_council()
    CaseFactory(service=council.pothole, team=council.roads, description="My gate is broken, says Rosa")
    everything = "\n".join(content.decode() for content in exported().values())
    people = [person.name for person in Person.objects.all()] + [one.value for one in Identity.objects.all()]
    staff = [text for one in Staff.objects.all() for text in (one.name, one.email, one.password)]
    secrets = [settings.SECRET_KEY, settings.HEARD_MAIL_URL, "My gate is broken"]
    assert people
    assert staff
    assert [one for one in (*people, *staff, *secrets) if one and one in everything] == []
