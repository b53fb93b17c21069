"""`heard administrator`: lets somebody into an empty council's settings. Everybody else is added on the desk."""

import click
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse

from heard.domain.teams.models import Staff
from heard.domain.teams.operations import add_staff, change_staff, note_invitation
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput


@click.command()
@click.argument("email")
@click.option("--name", default="", help="The name colleagues see. Needed for somebody new.")
def command(email: str, name: str) -> None:
    """Make this person an administrator, and print a link by which they choose a password."""
    person = Staff.objects.filter(email__iexact=email.strip()).first()
    if person is None and not name.strip():
        raise click.ClickException(f"Nobody has the address {email} yet. Add a name: --name 'Ann Example'")
    try:
        person = _made_administrator(person, email=email, name=name.strip())
    except InvalidInput as wrong:
        raise click.ClickException(wrong.sentence) from wrong
    path = reverse("desk:welcome", args=[person.id, default_token_generator.make_token(person)])
    click.echo(f"{person.name} chooses a password here, once, within three days:\n{settings.HEARD_URL}{path}")


@transaction.atomic
def _made_administrator(person: Staff | None, *, email: str, name: str) -> Staff:
    if person is None:
        nobodys = make_password(None)
        person = add_staff(email=email, name=name, password=nobodys, roles={}, administrator=True, actor=SYSTEM)
    else:
        change_staff(person, is_administrator=True, is_active=True, actor=SYSTEM)
    note_invitation(person, actor=SYSTEM)
    return person
