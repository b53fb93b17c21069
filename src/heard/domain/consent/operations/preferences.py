"""What somebody chooses on their preference page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.consent.models import How, QuietHours
from heard.domain.consent.operations.ledger import give, withdraw, withdraw_once
from heard.domain.consent.queries.ledger import OPTIONAL
from heard.domain.consent.rules.choosing import steps
from heard.domain.consent.rules.scopes import Scope
from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import time

    from heard.domain.consent.queries.preferences import Offer
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def choose(person: Person, offer: Offer, after: Collection[Scope], *, how: How, actor: Actor) -> int:
    """Agree to `after` and to nothing else of this purpose, in the words of the offer; how many entries that took."""
    taken = steps(offer.standing, after)
    for scope, given in taken:
        if given:
            give(person, scope, how=how, actor=actor, wording=offer.wording)
        else:
            withdraw(person, scope, how=how, actor=actor, wording=offer.wording)
    return len(taken)


@transaction.atomic
def stop_everything(person: Person, *, how: How, actor: Actor) -> None:
    """No to everything that is optional."""
    for purpose in OPTIONAL:
        withdraw_once(person, Scope(purpose=purpose), how=how, actor=actor)


@transaction.atomic
def set_quiet_hours(person: Person, *, starts: time | None, ends: time | None, actor: Actor) -> None:
    """When nothing optional may come; without times, whenever the council writes."""
    theirs = QuietHours.objects.filter(person__whole_id=person.whole_id)
    kept = theirs.order_by("-updated_at").values_list("starts", "ends").first()
    wanted = (starts, ends) if starts is not None and ends is not None and starts != ends else None
    if kept == wanted:
        return
    if wanted:
        QuietHours.objects.update_or_create(person=person, defaults={"starts": wanted[0], "ends": wanted[1]})
    else:
        theirs.delete()
    record("person.quiet_hours_set", actor=actor, person=person.id)
