"""An agent sorts what a resident wrote: a new case, an existing one, or nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Origin
from heard.domain.cases.operations import merging
from heard.domain.cases.operations.opening import NewCase, open_case
from heard.domain.conversations.models import Direction
from heard.domain.conversations.operations import threads
from heard.flows.acknowledge import acknowledge
from heard.flows.route_case import route_case
from heard.kernel import clock
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.domain.conversations.models import Conversation
    from heard.kernel.actor import Actor


@transaction.atomic
def sort_conversation(
    conversation: Conversation, *, actor: Actor, service: Service | None = None, case: Case | None = None
) -> Case | None:
    """Open a case for `service`, or tie it to `case`; with neither it is set aside, and kept."""
    if not conversation.to_sort:
        raise Refused(_("Somebody has sorted this already."))
    first = conversation.messages.filter(direction=Direction.IN).order_by("sent_at").first()
    if case is None and service is not None:
        case = _open(service, conversation, text=first.text or first.subject if first else "", actor=actor)
    if case is None:
        threads.set_aside(conversation, actor=actor)
        return None
    threads.tie_to_case(conversation, case=case, actor=actor)
    if conversation.person:
        merging.follow(case, person=conversation.person, actor=actor)
    acknowledge(conversation, case=case, automatic=first.automatic if first else "")
    return case


def _open(service: Service, conversation: Conversation, *, text: str, actor: Actor) -> Case:
    new = NewCase(service, Origin.EMAIL, description=text[:4000], person=conversation.person)
    return route_case(open_case(new, actor=actor, at=clock.now()))
