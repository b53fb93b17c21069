"""Another promise for a service, and other dates for its open cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.catalogue.operations import Promises, set_targets
from heard.kernel import queue

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.kernel.actor import Actor


@transaction.atomic
def change_targets(service: Service, *, promises: Promises, actor: Actor) -> bool:
    """Promise it; the dates follow in the background. Whether anything changed."""
    if not set_targets(service, promises=promises, actor=actor):
        return False
    queue.defer("recompute_deadlines", what="service", row_id=service.id)
    return True
