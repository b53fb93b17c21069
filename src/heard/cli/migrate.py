"""`heard migrate`: bring the database's tables to this version. Safe to run twice, and from two machines at once."""

import click
from django.core.management import call_command
from django.db import connection

from heard.domain.consent.operations.settings import begin_asking
from heard.domain.vault.operations import make_first_key
from heard.kernel.actor import SYSTEM

# Any number, as long as nothing else in Heard takes it.
LOCK = 727_311_001


@click.command()
def command() -> None:
    """Bring the database up to this version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
            make_first_key()
            begin_asking(actor=SYSTEM)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    click.echo("The tables are up to date.", err=True)
