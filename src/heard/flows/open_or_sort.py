"""A message that begins a conversation opens a case where its words name a service; otherwise an agent sorts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Origin
from heard.domain.cases.operations.opening import NewCase, open_case
from heard.domain.catalogue.queries import offered, ranked_services
from heard.domain.catalogue.rules.matching import clear_choice
from heard.domain.conversations.operations import threads
from heard.flows.route_case import route_case
from heard.kernel import clock
from heard.kernel.actor import resident

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.domain.conversations.models import Conversation
    from heard.domain.people.models import Person
    from heard.ports.channel import Inbound


def open_or_sort(inbound: Inbound, *, sender: Person, channel: str) -> Conversation:
    """Begin a conversation; a machine's mail opens nothing."""
    matches = ranked_services(f"{inbound.subject} {inbound.text}", limit=3, among=offered())
    service = None if inbound.automatic else clear_choice(matches)
    case = _open(inbound, service, sender) if service else None
    conversation = threads.begin(case=case, person=sender, channel=channel, subject=inbound.subject)
    if case is None:
        suggested = [match.service.code for match in matches]
        threads.put_into_sorting(conversation, suggested=suggested, actor=resident(sender.id))
    return conversation


def _open(inbound: Inbound, service: Service, sender: Person) -> Case:
    new = NewCase(service, Origin.EMAIL, description=(inbound.text or inbound.subject)[:4000], person=sender)
    return route_case(open_case(new, actor=resident(sender.id), at=clock.now()))
