"""`heard keys`: the council key, made, rotated and retired. docs/reference/vault.md says what each of it means."""

import sys

import click

from heard.domain.vault.locks import keeper
from heard.domain.vault.models import Rewrapping
from heard.domain.vault.operations import begin_generation, make_first_key
from heard.flows.rotate_keys import check_retirable, left_under, retire_generation, rewrap_everything
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import Refused
from heard.ports.keys import KeyMissing

RETIRING = """Generation {generation} will be destroyed. What was backed up while it was in use can then be opened
only by whoever kept the key of that time. Residents who were erased since stay erased only if nobody did."""


@click.group()
def command() -> None:
    """The council key: nothing in the database opens without it."""


@command.command()
def status() -> None:
    """Say which generations there are, and what is still under each."""
    try:
        generations = keeper().generations()
    except KeyMissing as missing:
        raise click.ClickException(str(missing)) from missing
    for generation in generations:
        newest = generation == generations[-1]
        left = left_under(generation)
        rows = sum(left.values())
        click.echo(f"generation {generation}{', in use' if newest else ''}: {rows} rows")
        if not newest:
            for label, count in left.items():
                click.echo(f"  {label}: {count}")
            click.echo(f"  {'To bring them over: heard keys rotate' if rows else f'heard keys retire {generation}'}")


@command.command()
def make() -> None:
    """Make the first key of a new council. Where something is sealed already, it refuses."""
    try:
        made = make_first_key()
    except Refused as refused:
        raise click.ClickException(refused.sentence) from refused
    if not made:
        raise click.ClickException("There is a key already, or what is sealed needs one that is lost: put it back.")
    click.echo("The council key is made. Copy it to a safe place, apart from the database's backups.")


@command.command()
def rotate() -> None:
    """Begin a new generation and bring everything under it, while all goes on. Stopped, run it again."""
    try:
        newest, *_older = _generations_to_work_on()
    except (Refused, KeyMissing) as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"Everything goes under generation {newest}.")
    rows = rewrap_everything(_tell)
    click.echo(f"{rows} rows written. Copy the key again; heard keys status says what to do with the older generation.")


@command.command()
@click.argument("generation", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
def retire(generation: int, *, yes: bool) -> None:
    """Destroy an old generation. It refuses while anything is under it."""
    try:
        check_retirable(generation)
        click.echo(RETIRING.format(generation=generation))
        if not yes:
            click.confirm("Destroy it?", abort=True)
        retire_generation(generation, actor=SYSTEM)
    except (Refused, KeyMissing) as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"Generation {generation} is destroyed. Copy the key again, and remove its older copies.")


def _generations_to_work_on() -> list[int]:
    """The newest first. A rotation that has begun is gone on with before another begins."""
    generations = keeper().generations()
    if not any(left_under(older) for older in generations[:-1]):
        generations.append(begin_generation(actor=SYSTEM))
    return generations[::-1]


def _tell(progress: Rewrapping) -> None:
    if sys.stderr.isatty():  # over one another, for who looks on
        click.echo(f"\r{progress.table}: {progress.rows:,} rows\033[K", nl=False, err=True)
