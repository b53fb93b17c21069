"""Fills the walks' own data folder: `python -m tests.walks.seed`, with HEARD_DATA set."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 -- Django must be set up first
from django.core.management import call_command  # noqa: E402

from heard.domain.conversations.models import ReplyTemplate  # noqa: E402
from heard.domain.vault.operations import make_first_key  # noqa: E402
from heard.kernel import engine  # noqa: E402
from tests.town.consent import WordingFactory  # noqa: E402
from tests.town.council import small_council  # noqa: E402
from tests.town.places import AddressFactory  # noqa: E402
from tests.town.staff import PASSWORD, StaffFactory  # noqa: E402


def main() -> int:
    """A small council with three people who can sign in, an address, prepared answers and something to agree to."""
    engine.hold(settings.HEARD_DATA)
    call_command("migrate", verbosity=0)
    make_first_key()
    council = small_council()
    chief = StaffFactory(name="Ada Chief", email="ada@council.example.org", is_administrator=True)
    for person in (council.agent, council.officer, chief):
        person.set_password(PASSWORD)
        person.save()
    AddressFactory(number="12", street="Elm Street", text="12 Elm Street")
    ReplyTemplate.objects.create(name="On our way", text="Hello {name}, we will be at {place} by {date}.")
    ReplyTemplate.objects.create(
        name="Once more", text="Hello {name},\n\n{repeat} We will call you by {date}.", position=1
    )
    WordingFactory(text="We may tell you what happens in your neighbourhood.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
