"""The case ends, and everyone who reported it is told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.cases.models import Outcome
from heard.domain.cases.rules.places import address_for
from heard.domain.conversations.rules.templates import unknown_gap
from heard.flows.automations.gaps import filled
from heard.flows.close_case import close_case

CLOSING_GAPS = ("reference", "service", "place", "date", "team", "council")


def do(turn: Doing) -> dict[str, Any] | None:
    """Close it; one that is closed stays as it is."""
    if not turn.case.is_open:
        return None
    text = filled(turn.options["text"], turn.case, address=address_for(turn.case, None))  # it goes to everybody
    close_case(turn.case, outcome=turn.options["outcome"], text=text, actor=turn.actor)
    return {"outcome": turn.options["outcome"]}


def _outcomes() -> dict[str, Any]:
    return {code: label for code, label in Outcome.choices if code != Outcome.DUPLICATE}


STEP = Step(
    code="close",
    label=gettext_lazy("Close it"),
    words=lambda said: _("close it as “%(outcome)s” and tell the residents") % {"outcome": said["outcome"]},
    options=(
        Option("outcome", gettext_lazy("How it ended"), Kind.CHOICE, choices=_outcomes),
        Option(
            "text",
            gettext_lazy("What the residents are told"),
            Kind.TEXT,
            check=lambda text: unknown_gap(text, known=CLOSING_GAPS),
        ),
    ),
    do=do,
    position=90,
)
