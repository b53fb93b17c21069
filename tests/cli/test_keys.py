"""`heard keys` and what the doctor says of the council key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from heard.cli.examination import vault
from heard.cli.keys import command
from heard.domain.people.models import Person
from heard.domain.vault.locks import keeper
from tests.domain.vault.conftest import keys  # noqa: F401 -- a fixture

if TYPE_CHECKING:
    from heard.adapters.keys.key_file import KeyFile

pytestmark = pytest.mark.django_db


def said(*arguments: str, well: bool = True) -> str:
    """What the command prints."""
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert (result.exit_code == 0) is well, result.output
    return result.output


def wrong() -> list[str]:
    """What the doctor finds wrong."""
    return [finding.what for finding in vault.look() if not finding.well]


def test_a_key_rotates_and_the_old_one_is_retired(keys: KeyFile) -> None:  # noqa: F811
    Person.objects.create(name="Ann")
    assert "generation 1, in use: 1 rows" in said("status")
    assert "under generation 2" in said("rotate")
    assert "heard keys retire 1" in said("status")
    assert "is destroyed" in said("retire", "1", "--yes")
    assert keeper().generations() == [2]
    assert Person.objects.get().name == "Ann"


def test_a_rotation_that_was_stopped_is_gone_on_with(keys: KeyFile) -> None:  # noqa: F811
    Person.objects.create(name="Ann")
    keys.make_generation()
    assert "people.Person: 1" in said("status")
    said("rotate")
    assert keeper().generations() == [1, 2]


def test_what_is_needed_or_not_there_is_not_retired(keys: KeyFile) -> None:  # noqa: F811
    Person.objects.create(name="Ann")
    keys.make_generation()
    assert "still needed (people.Person: 1)" in said("retire", "1", "--yes", well=False)
    assert "no generation 7" in said("retire", "7", "--yes", well=False)


@pytest.mark.parametrize("generation, why", [("1", "still needed"), ("2", "is in use"), ("7", "no generation 7")])
def test_nothing_is_announced_or_asked_that_would_be_refused(
    keys: KeyFile,  # noqa: F811
    generation: str,
    why: str,
) -> None:
    Person.objects.create(name="Ann")
    keys.make_generation()
    told = said("retire", generation, well=False)
    assert why in told
    assert "will be destroyed" not in told
    assert "Destroy it?" not in told


def test_a_lost_key_is_not_replaced(keys: KeyFile) -> None:  # noqa: F811
    Person.objects.create(name="Ann")
    keys.path.unlink()
    assert "put it back" in said("make", well=False)
    assert "Put it back" in said("status", well=False)


def test_the_doctor_knows_the_right_key_from_another(keys: KeyFile) -> None:  # noqa: F811
    Person.objects.create(name="Ann")
    assert wrong() == []
    keys.path.chmod(0o640)
    assert wrong() == ["The council key is not readable by its owner alone."]
    keys.path.unlink()
    assert "Put it back" in wrong()[0]
    keys.make()
    assert wrong() == ["The council key does not open what is in the database: it is another one's, or an older copy."]
