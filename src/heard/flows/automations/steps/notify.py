"""Colleagues are called to the case, by a note and by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.flows.automations.calling import call_colleagues, named_group
from heard.flows.automations.gaps import filled
from heard.flows.automations.steps.hand_over import teams

if TYPE_CHECKING:
    from collections.abc import Mapping

WHOM = {
    "owner": gettext_lazy("its owner, or its team where nobody owns it"),
    "team": gettext_lazy("everybody in its team"),
    "managers": gettext_lazy("the managers of its department"),
}


def do(turn: Doing) -> dict[str, Any] | None:
    """Call those who may read the case; where nobody may, there is nobody to call."""
    colleagues = named_group(turn.options["to"], turn.case)
    text = filled(turn.options["text"], turn.case)
    note = call_colleagues(turn.case, colleagues, text=text, actor=turn.actor)
    return {"message": str(note.id)} if note else None


def _whom() -> dict[str, Any]:
    return WHOM | teams()


def _words(said: Mapping[str, str]) -> str:
    return _("tell %(whom)s “%(text)s”") % {"whom": said["to"], "text": said["text"]}


STEP = Step(
    code="notify",
    label=gettext_lazy("Tell colleagues"),
    words=_words,
    options=(
        Option("to", gettext_lazy("Whom"), Kind.CHOICE, choices=_whom),
        Option(
            "text",
            gettext_lazy("What"),
            Kind.TEXT,
            help=gettext_lazy("These fill themselves in: {reference}, {service}, {place}, {date}, {team}."),
        ),
    ),
    do=do,
    position=61,
)
