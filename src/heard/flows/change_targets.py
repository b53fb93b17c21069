"""Another promise for a service, and other dates for its open cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.operations import Promised, Promises, set_targets
from heard.domain.criteria.rules import parse
from heard.kernel import queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.catalogue.models import Service
    from heard.kernel.actor import Actor


@transaction.atomic
def change_targets(
    service: Service, *, promises: Promises, actor: Actor, conditional: Sequence[Promised] | None = None
) -> bool:
    """Promise it; the dates follow in the background. Whether anything changed. `conditional`: see `set_targets`."""
    for one in conditional or ():
        parse(one["condition"], case_vocabulary())  # InvalidCondition says what cannot be used
    if not set_targets(service, promises=promises, actor=actor, conditional=conditional):
        return False
    queue.defer("recompute_deadlines", what="service", row_id=service.id)
    return True
