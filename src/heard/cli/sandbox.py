"""`heard sandbox`: a copy to train with. Nobody in it exists, and nothing of it is sent."""

from __future__ import annotations

import secrets
from pathlib import Path

import click
from django.conf import settings

from heard.domain.teams.models import Role, Staff
from heard.flows.configuration import files_in
from heard.flows.training import build as build_copy
from heard.flows.training import take
from heard.kernel.errors import HeardError

FOLDER = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """A copy of the council to train with, its people and cases unrecognisable."""


@command.command()
@click.argument("folder", type=FOLDER)
@click.option("--cases", default=2000, show_default=True, help="How many of the newest cases.")
def export(folder: Path, cases: int) -> None:
    """Write the copy into an empty folder. Names, words, references and places of residents are not in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(f"{folder} is not empty: name another folder.")
    taken = take(most=cases)
    for name, content in taken.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    click.echo(f"{taken.cases} cases and the set-up in {folder}.")
    click.echo(f"Build the copy in an empty data folder: HEARD_DATA=… heard sandbox build {folder}")


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def build(folder: Path) -> None:
    """Build the copy in the data folder of HEARD_DATA, which must be empty. From then on nothing is sent from there."""
    password = secrets.token_urlsafe(9)
    try:
        cases = build_copy(files_in(folder), password=password)
    except HeardError as trouble:
        raise click.ClickException(trouble.sentence) from trouble
    settings.HEARD_TRAINING_MARK.write_text("A copy for training: nothing is sent from here.\n", encoding="utf-8")
    click.echo(f"{cases} cases. This is a copy for training: mail is kept and shown, and never sent.")
    click.echo(f"Sign in at {settings.HEARD_URL}/desk/ with the password {password}")
    for part, address in _sign_ins():
        click.echo(f"  {part:<14} {address}")


def _sign_ins() -> list[tuple[str, str]]:
    """An administrator, and one of each role."""
    administrator = Staff.objects.filter(is_administrator=True).first()
    first = {role: Staff.objects.filter(memberships__role=role).order_by("email").first() for role in Role}
    parts = [("administrator", administrator), *((str(role.label), one) for role, one in first.items())]
    return [(part, one.email) for part, one in parts if one]
