"""The residents who reported it are written to, each in their own conversation. It is not an answer of a person: the
clock for the first answer runs on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.cases.rules.places import address_for
from heard.domain.conversations.models import ReplyTemplate
from heard.domain.conversations.queries.audience import conversations_to_tell
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.templates import unknown_gap
from heard.flows.automations.gaps import GAPS, filled
from heard.flows.tell import tell
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from heard.domain.cases.models import Case


def do(turn: Doing) -> dict[str, Any] | None:
    """Write it; where nobody is known, nobody is written to."""
    written = []
    for conversation in conversations_to_tell(turn.case):
        name = conversation.person.name if conversation.person else ""
        address = address_for(turn.case, conversation.person_id)
        text = filled(_text(turn), turn.case, name=name, address=address)
        message = tell(conversation, text=text, letter=_letter(text), actor=turn.actor, automatic="automation")
        written.append(str(message.id))
    return {"messages": written} if written else None


def _letter(text: str) -> Any:
    return lambda facts: letters.reply(facts, text=text)


def _text(turn: Doing) -> str:
    if text := turn.options.get("text"):
        return str(text)
    template = _templates_for(turn.case).filter(name=turn.options.get("template")).first()
    if template is None:
        raise Refused(_("There is no such prepared answer for this service any more."))
    return template.text


def _templates_for(case: Case) -> QuerySet[ReplyTemplate]:
    of_service = ReplyTemplate.objects.filter(active=True, service__in=[case.service_id])
    return (of_service | ReplyTemplate.objects.filter(active=True, service=None)).order_by("service", "position")


def _templates() -> dict[str, str]:
    return {name: name for name in ReplyTemplate.objects.filter(active=True).values_list("name", flat=True)}


def _words(said: Mapping[str, str]) -> str:
    if said["text"]:
        return _("write to the resident: “%(text)s”") % {"text": said["text"]}
    return _("send the resident the prepared answer “%(name)s”") % {"name": said["template"]}


def _check(options: Mapping[str, Any]) -> str:
    if bool(options.get("text")) == bool(options.get("template")):
        return _("Choose a prepared answer, or write a text: one of the two.")
    return ""


STEP = Step(
    code="letter",
    label=gettext_lazy("Write to the resident"),
    words=_words,
    options=(
        Option("template", gettext_lazy("Prepared answer"), Kind.CHOICE, required=False, choices=_templates),
        Option(
            "text",
            gettext_lazy("Or a text"),
            Kind.TEXT,
            required=False,
            check=lambda text: unknown_gap(text, known=GAPS),
            help=gettext_lazy("These fill themselves in: {name}, {reference}, {service}, {place}, {date}, {team}."),
        ),
    ),
    do=do,
    check=_check,
    position=50,
)
