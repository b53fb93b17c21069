"""Whoever reported it is asked a questionnaire: a letter with a link to its pages. Its answers come as a message."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.conversations.rules.templates import unknown_gap
from heard.domain.questions.queries import current_versions
from heard.flows.ask_questionnaire import ask_questionnaire
from heard.flows.automations.gaps import GAPS, filled


def do(turn: Doing) -> dict[str, Any]:
    """Ask; refused where there is nobody to ask."""
    name = turn.case.person.name if turn.case.person else ""
    message = ask_questionnaire(
        turn.case,
        questionnaire=turn.options["questionnaire"],
        text=filled(turn.options["text"], turn.case, name=name),
        actor=turn.actor,
        automatic="automation",
    )
    return {"message": str(message.id)}


def _questionnaires() -> dict[str, str]:
    coded = current_versions().exclude(questionnaire__code="")
    return dict(coded.values_list("questionnaire__code", "questionnaire__name"))


STEP = Step(
    code="ask_questionnaire",
    label=gettext_lazy("Ask the resident questions"),
    words=lambda said: _("ask the resident the questions of “%(questionnaire)s”") % said,
    options=(
        Option("questionnaire", gettext_lazy("Questionnaire"), Kind.CHOICE, choices=_questionnaires),
        Option(
            "text",
            gettext_lazy("The letter, above the link"),
            Kind.TEXT,
            check=lambda text: unknown_gap(text, known=GAPS),
            help=gettext_lazy("These fill themselves in: {name}, {reference}, {service}, {place}, {date}, {team}."),
        ),
    ),
    do=do,
    position=52,
)
