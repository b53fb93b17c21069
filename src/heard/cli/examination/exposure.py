"""What is fine on one's own machine and dangerous where others can reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from heard.cli.examination import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
SHORTEST_KEY = 32


def look() -> Iterator[Finding]:
    address = urlsplit(settings.HEARD_URL)
    if address.hostname in THIS_MACHINE:
        yield Finding(well=True, what=f"Its address, {settings.HEARD_URL}, is for this machine alone.")
        return
    wrong = [finding for finding in _dangers() if not finding.well]
    yield from wrong or [Finding(well=True, what=f"Nothing is open at {settings.HEARD_URL} that should not be.")]


def _dangers() -> Iterator[Finding]:
    yield Finding(
        well=not settings.HEARD_DEMO,
        what="This is a demonstration: anybody reads every outgoing mail at /desk/outbox/ and answers for residents.",
        what_to_do="Take HEARD_DEMO out of the environment, and never run bin/demo's data folder for real people.",
    )
    yield Finding(
        well=not settings.DEBUG,
        what="HEARD_DEBUG is on: an error shows its visitor settings and what others sent.",
        what_to_do="Take HEARD_DEBUG out of the environment.",
    )
    yield Finding(
        well=settings.HEARD_URL.startswith("https://"),
        what="HEARD_URL is not https: passwords and tracking links travel readable.",
        what_to_do="Put a proxy with a certificate in front, and set HEARD_URL to its https address.",
    )
    yield Finding(
        well=settings.HEARD_BEHIND_PROXY,
        what="HEARD_BEHIND_PROXY is off: all visitors look like the proxy, and share one limit of attempts.",
        what_to_do="Where a proxy of yours stands in front and nobody gets past it: HEARD_BEHIND_PROXY=yes.",
    )
    yield Finding(
        well=len(settings.SECRET_KEY) >= SHORTEST_KEY,
        what="HEARD_SECRET_KEY is short enough to be guessed.",
        what_to_do="Take it out: a long one is then made in the data folder. Links sent so far become void.",
    )
