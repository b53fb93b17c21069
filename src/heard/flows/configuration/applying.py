"""Files become the set-up: all of them, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from heard.domain.configuration.operations import note_applied
from heard.domain.configuration.rules.problems import BrokenFiles
from heard.flows.configuration.carrying_out import carry_out
from heard.flows.configuration.planning import worked_out
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.configuration.models import Applied
    from heard.domain.configuration.rules.folder import Documents
    from heard.flows.configuration.plans import Plan
    from heard.kernel.actor import Actor


@transaction.atomic
def apply(
    documents: Documents,
    *,
    actor: Actor,
    planned: Plan,
    undoes: Applied | None = None,
) -> Applied | None:
    """Make the set-up what the files say, and keep what was before; None where nothing differs. BrokenFiles.

    Refused where the set-up is no longer what the plan began with: somebody read it, and said yes to that alone.
    """
    one_at_a_time()
    now = worked_out(documents, only=tuple(planned.after), add_only=planned.add_only)
    if not now.changes:
        return None
    if now.changes != planned.changes:
        raise Refused(_("The set-up was changed meanwhile. Look at the plan again."))
    if problems := carry_out(now, documents, actor=actor):
        raise BrokenFiles(problems)
    return note_applied(before=now.before, plan=now.changes, undoes=undoes, actor=actor)


def one_at_a_time() -> None:
    """Two who apply at once take turns, so that each plans from what the other left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('configuration', 0))")
