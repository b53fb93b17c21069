"""`heard sample-council`: fills an empty data folder with an invented council and two years of its life."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.db import transaction

from heard.cli.sample.council import DEMO_PASSWORD
from heard.cli.sample.pictures import SUBJECTS, picture
from heard.cli.sample.setting_up import set_up_council
from heard.cli.sample.sign_ins import sign_ins
from heard.cli.sample.two_years import tell_two_years
from heard.cli.sample.under_way import begin_workflows
from heard.domain.journal.operations import skip_to_now
from heard.domain.teams.models import Department
from heard.flows.automations.reacting import CONSUMER as AUTOMATIONS
from heard.flows.store_files import store_photo

if TYPE_CHECKING:
    from heard.domain.conversations.operations.messages import NewAttachment

PICTURES_OF_EACH = 2


@click.command()
@click.option("--cases", default=3000, show_default=True, help="How many cases the two years had.")
@click.option("--seed", default=20, show_default=True, help="Another number, another council.")
def command(cases: int, seed: int) -> None:
    """Make the sample council, unless there is a council here already, and say how to sign in."""
    if not settings.HEARD_DEMO:
        raise click.ClickException("Its password is known to everybody, so it is for demos alone. Run bin/demo.")
    if not Department.objects.exists():
        make_sample_council(cases=cases, seed=seed)
    for line in sign_ins():
        click.echo(line)


def make_sample_council(*, cases: int, seed: int) -> None:
    """The council as it was set up, and what happened there."""
    began = time.monotonic()
    click.echo(f"Making a sample council with two years of history, {cases} cases: half a minute, this once.")
    photos = sample_photos(each=PICTURES_OF_EACH)
    with transaction.atomic():  # stopped half-way, there is no council, and the next start makes one
        set_up_council(seed=seed, password=DEMO_PASSWORD)
        lives = tell_two_years(seed=seed, cases=cases, photos=photos)
        begin_workflows()
    skip_to_now(AUTOMATIONS)  # they react to what happens from here on
    still_open = sum(life.is_open for life in lives)
    seconds = time.monotonic() - began
    click.echo(f"{len(lives)} cases, {still_open} of them open; made in {seconds:.0f} seconds.")


def sample_photos(*, each: int) -> dict[str, list[NewAttachment]]:
    """Some photos of each subject, in the file store."""
    return {
        subject: [store_photo("photo.jpg", picture(subject, number)) for number in range(each)] for subject in SUBJECTS
    }
