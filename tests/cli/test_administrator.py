"""The way into an empty council: somebody becomes an administrator and chooses a password."""

import re

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from heard.cli.administrator import command
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Staff

pytestmark = pytest.mark.django_db
PASSWORD = "a kettle among the lamp posts"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def link_in(result: Result) -> str:
    found = re.search(r"https?://[^/]+(/desk/\S+)", result.output)
    assert found, result.output
    return found[1]


def test_the_link_lets_a_new_administrator_in(client: Client) -> None:
    link = link_in(run("Ann@Example.org", "--name", "Ann Example"))
    assert client.post(link, {"password": PASSWORD}).status_code == 302
    client.post("/desk/sign-in/", {"email": "ann@example.org", "password": PASSWORD})
    assert client.get("/desk/settings/", follow=True).status_code == 200


def test_the_link_is_good_once(client: Client) -> None:
    link = link_in(run("ann@example.org", "--name", "Ann Example"))
    client.post(link, {"password": PASSWORD})
    assert client.get(link).status_code == 404


def test_somebody_known_becomes_an_administrator_and_keeps_their_name() -> None:
    run("ann@example.org", "--name", "Ann Example")
    Staff.objects.update(is_administrator=False, is_active=False)
    assert run("ann@example.org").exit_code == 0
    ann = Staff.objects.get()
    assert (ann.name, ann.is_administrator, ann.is_active) == ("Ann Example", True, True)


def test_nobody_new_without_a_name() -> None:
    result = run("ann@example.org")
    assert result.exit_code == 1
    assert "--name" in result.output
    assert not Staff.objects.exists()


def test_what_is_no_address_is_refused_with_a_sentence() -> None:
    result = run("ann", "--name", "Ann Example")
    assert result.exit_code == 1
    assert "valid email address" in result.output


def test_the_record_says_so() -> None:
    run("ann@example.org", "--name", "Ann Example")
    assert set(Entry.objects.values_list("kind", flat=True)) == {"staff.added", "staff.invited"}
