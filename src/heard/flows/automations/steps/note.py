"""A note is left for colleagues. @ and the first part of an address calls one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.flows.add_note import add_note
from heard.flows.automations.gaps import filled

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any]:
    """Leave it, with what is known filled in."""
    note = add_note(turn.case, text=filled(turn.options["text"], turn.case), actor=turn.actor)
    return {"message": str(note.id)}


def _words(said: Mapping[str, str]) -> str:
    return _("leave the note “%(text)s”") % {"text": said["text"]}


STEP = Step(
    code="note",
    label=gettext_lazy("Leave a note"),
    words=_words,
    options=(
        Option(
            "text",
            gettext_lazy("Note"),
            Kind.TEXT,
            help=gettext_lazy("These fill themselves in: {reference}, {service}, {place}, {date}, {team}."),
        ),
    ),
    do=do,
    position=60,
)
