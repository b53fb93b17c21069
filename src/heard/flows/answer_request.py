"""A request about somebody's own data is answered: done or refused, and they are told."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from heard.domain.conversations.rules.letters import as_html
from heard.domain.people.models import Assurance
from heard.domain.privacy.models import REFUSALS, ErasureReason, Outcome, RequestKind
from heard.domain.privacy.operations.copies import order_copy
from heard.domain.privacy.operations.requests import end, extend
from heard.domain.privacy.operations.restricting import restrict
from heard.domain.privacy.queries.requests import address_to_prove
from heard.domain.privacy.rules import letters
from heard.domain.privacy.rules.links import copy_url
from heard.domain.privacy.rules.requests import OUTCOME_OF
from heard.flows.erase_person import erase_person
from heard.flows.tell_person import tell_person
from heard.kernel import queue
from heard.kernel.errors import Refused
from heard.ports.channel import Outbound, TransportError
from heard.ports.registry import channels

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.people.models import Person
    from heard.domain.privacy.models import Copy, RightsRequest
    from heard.kernel.actor import Actor

logger = logging.getLogger(__name__)


@transaction.atomic
def make_copy(request: RightsRequest, *, actor: Actor) -> Copy:
    """Have the copy made, by a job. It can be made before they have shown who they are; it goes out afterwards."""
    copy = order_copy(request.person, request=request, actor=actor)
    queue.defer("export_person", copy_id=copy.id)
    return copy


@transaction.atomic
def send_copy(request: RightsRequest, copy: Copy, *, actor: Actor) -> None:
    """The link to it goes to an address that they have shown to be theirs, and the request is done."""
    address = address_to_prove(request.person)
    if address is None or address.assurance != Assurance.VERIFIED:
        raise Refused(_("No address of theirs is confirmed. Hand the copy over at the counter, or refuse."))
    if not copy.is_there or copy.expires_at is None:
        raise Refused(_("The copy is not there any more. Make a new one."))
    end(request, outcome=Outcome.GIVEN, answer="", actor=actor)
    letter = partial(
        letters.copy_ready, council=settings.HEARD_COUNCIL["name"], link=copy_url(copy.id), until=copy.expires_at
    )
    tell_person(request.person, subject=letters.subject, letter=letter, shown=letters.copy_sent, actor=actor)


@transaction.atomic
def give_by_hand(request: RightsRequest, *, actor: Actor) -> None:
    """They have the copy already, from the counter."""
    if request.kind != RequestKind.ACCESS:
        raise Refused(_("They did not ask for a copy."))
    _tell(end(request, outcome=Outcome.GIVEN, answer="", actor=actor), letters.answered, actor=actor)


@transaction.atomic
def grant(request: RightsRequest, *, answer: str = "", actor: Actor) -> None:
    """Do what they ask, as far as a press of a button does it, and tell them."""
    if request.kind == RequestKind.ERASE:
        _erase(request, actor=actor)
        return
    if request.kind in {RequestKind.RESTRICT, RequestKind.OBJECT}:
        restrict(request.person, actor=actor)
    ended = end(request, outcome=OUTCOME_OF[RequestKind(request.kind)], answer=answer, actor=actor)
    _tell(ended, letters.answered, actor=actor)


@transaction.atomic
def refuse(request: RightsRequest, *, outcome: str, answer: str, actor: Actor) -> None:
    """Say why not."""
    if outcome not in REFUSALS:
        raise Refused(_("Choose why it is refused."))
    _tell(end(request, outcome=outcome, answer=answer, actor=actor), letters.answered, actor=actor)


@transaction.atomic
def take_longer(request: RightsRequest, *, reason: str, actor: Actor) -> None:
    """More time, once, and they are told why."""
    _tell(extend(request, reason=reason, actor=actor), letters.extended, actor=actor)


def _tell(request: RightsRequest, letter: Callable[..., str], *, actor: Actor) -> None:
    words = partial(letter, request, council=settings.HEARD_COUNCIL["name"])
    tell_person(request.person, subject=letters.subject, letter=words, actor=actor)


def _erase(request: RightsRequest, *, actor: Actor) -> None:
    """The last letter is kept nowhere: it leaves once the rest is gone."""
    farewell = _farewell(request.person)
    end(request, outcome=Outcome.ERASED, answer="", actor=actor)
    erase_person(request.person, actor=actor, reason=ErasureReason.REQUEST)
    if farewell:
        transaction.on_commit(partial(_send, farewell), robust=True)


def _farewell(person: Person) -> Outbound | None:
    address = address_to_prove(person)
    if address is None:
        return None
    with translation.override(person.language):
        text = letters.erased(council=settings.HEARD_COUNCIL["name"])
        return Outbound(
            recipient=address.value,
            recipient_name=person.name,
            subject=letters.subject(),
            text=text,
            html=as_html(text),
            from_address=settings.HEARD_MAIL_FROM,
            from_name=settings.HEARD_COUNCIL["name"],
            language=person.language,
            automatic=True,
        )


def _send(farewell: Outbound) -> None:
    try:
        channels.get("email").send(farewell)
    except TransportError:
        logger.warning("the last letter to somebody who was erased was not taken over")
