"""When an automation has run away: it set itself off, or does the same to one case again and again."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

DEEPEST = 5  # how many runs may lead to one another
MOST_AN_HOUR = 10  # runs of one automation on one case
HOUR = timedelta(hours=1)
MOST_FAILURES = 10  # in a row


def runaway(*, depth: int, in_chain: bool, lately: int) -> str:
    """Why this run must not be, as a sentence; empty where it may. `in_chain`: the automation itself led to it."""
    if in_chain:
        return _(
            "It set itself off, directly or through another automation, and was stopped before it went on for ever."
        )
    if depth > DEEPEST:
        return _("It was set off by automations that set one another off, %(n)d in a row.") % {"n": depth}
    if lately >= MOST_AN_HOUR:
        return _("It ran %(n)d times on one case within an hour.") % {"n": lately}
    return ""
