"""`heard doctor`: says in plain words what is wrong with this installation and what to do. It mends nothing."""

import sys
from collections.abc import Iterator

import click
from django.apps import apps

from heard.cli.examination import Finding, exposure, machine, queue, tables
from heard.kernel.engine import EngineTrouble

MARKS = {True: click.style("well ", fg="green"), False: click.style("WRONG", fg="red", bold=True)}


@click.command()
def command() -> None:
    """Say what is wrong, and what to do about it."""
    wrong = 0
    for finding in _findings():
        wrong += not finding.well
        click.echo(f"{MARKS[finding.well]} {finding.what}")
        if finding.what_to_do:
            click.echo(f"      {finding.what_to_do}")
    click.echo(f"\n{wrong} to put right." if wrong else "\nAll is well.")
    sys.exit(1 if wrong else 0)


def _findings() -> Iterator[Finding]:
    """Outside in: what comes later can only be looked at where what comes before is well."""
    try:
        yield from machine.look()
        yield from exposure.look()
        connection = tables.connect()
    except EngineTrouble as trouble:
        yield Finding(well=False, what=trouble.message, what_to_do=trouble.what_to_do)
        return
    with connection:
        yield from tables.look(connection)
        yield from queue.look(connection)
    yield from _vault()


def _vault() -> Iterator[Finding]:
    """Needs the code to load, which is looked at before."""
    if not apps.ready:
        return
    # Only now: its modules need Django's apps, and the doctor comes also where they do not load.
    from heard.cli.examination import vault  # noqa: PLC0415

    yield from vault.look()
