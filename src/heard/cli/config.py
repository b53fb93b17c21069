"""`heard config`: the set-up as files. Written, compared, planned, applied, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from heard.domain.configuration.queries.applied import applied_configurations, applied_with
from heard.domain.configuration.rules.differences import Change, change_of
from heard.domain.configuration.rules.problems import BrokenFiles
from heard.domain.configuration.rules.shapes import SHAPES
from heard.flows import configuration
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import HeardError

if TYPE_CHECKING:
    from uuid import UUID

PLACE = click.Path(path_type=Path)
only = click.option(
    "--only", multiple=True, type=click.Choice(list(SHAPES)), help="This section alone. May be given again."
)
add = click.option("--add", is_flag=True, help="Nothing goes out of use: what the files do not name stays.")


class Told(click.Group):
    """What is wrong with files or with the wish is told in words, and the command ends with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenFiles as broken:
            lines = [str(problem) for problem in broken.problems]
            raise click.ClickException("\n".join([broken.sentence, *lines])) from broken
        except HeardError as trouble:
            raise click.ClickException(trouble.sentence) from trouble


@click.group(cls=Told)
def command() -> None:
    """The set-up as files that can be read, compared and applied elsewhere. People and secrets are never in them."""


@command.command()
@click.argument("place", type=PLACE)
@only
def export(place: Path, only: tuple[str, ...]) -> None:
    """Write the set-up into a folder, or into a file that ends in .zip."""
    files = configuration.exported(only)
    configuration.put_into(place, files)
    click.echo(f"{len(files)} files in {place}.")


@command.command()
@click.argument("place", type=PLACE)
@only
@add
def plan(place: Path, only: tuple[str, ...], add: bool) -> None:
    """Say what applying a folder or zip would change. Nothing is changed."""
    documents = configuration.read_files(configuration.files_in(place))
    _tell(configuration.plan(documents, only=only, add_only=add, actor=SYSTEM).changes)


@command.command()
@click.argument("place", type=PLACE)
@only
@add
@click.option("--yes", is_flag=True, help="Do not ask.")
def apply(place: Path, only: tuple[str, ...], add: bool, yes: bool) -> None:
    """Make the set-up what a folder or zip says: all of it, or, where something is wrong, nothing."""
    documents = configuration.read_files(configuration.files_in(place))
    planned = configuration.plan(documents, only=only, add_only=add, actor=SYSTEM)
    _tell(planned.changes)
    if planned.changes and (yes or click.confirm("Apply this?")):
        applied = configuration.apply(documents, planned=planned, actor=SYSTEM)
        click.echo(f"Applied. To go back: heard config rollback {applied.id}" if applied else "Nothing to do.")


@command.command()
@click.argument("one", type=PLACE)
@click.argument("other", type=PLACE)
def compare(one: Path, other: Path) -> None:
    """Say how a second folder or zip differs from a first. The council's own set-up is not looked at."""
    both = [configuration.read_files(configuration.files_in(place)) for place in (one, other)]
    _tell(configuration.compared(*both))


@command.command()
def history() -> None:
    """Say what was applied when, newest first."""
    for applied in applied_configurations()[:50]:
        back = ", going back" if applied.undoes_id else ""
        click.echo(f"{applied.id}  {applied.at:%Y-%m-%d %H:%M} UTC  {len(applied.plan)} changes{back}")
        for change in applied.plan[:5]:
            click.echo(f"  {change_of(change).words}")


@command.command()
@click.argument("applied_id", type=click.UUID)
@click.option("--yes", is_flag=True, help="Do not ask.")
def rollback(applied_id: UUID, yes: bool) -> None:
    """Go back to the set-up before files were applied. What they added goes out of use."""
    applied = applied_with(applied_id)
    if applied is None:
        raise click.ClickException("There is no such entry. `heard config history` lists them.")
    planned = configuration.plan_back(applied, actor=SYSTEM)
    _tell(planned.changes)
    if planned.changes and (yes or click.confirm("Go back?")):
        configuration.roll_back(applied, planned=planned, actor=SYSTEM)
        click.echo("Done.")


def _tell(changes: list[Change]) -> None:
    for change in changes:
        click.echo(change.words)
        for difference in change.differences:
            click.echo(f"  {difference}")
    count = f"{len(changes)} change{'' if len(changes) == 1 else 's'}."
    click.echo(count if changes else "Nothing differs.")
