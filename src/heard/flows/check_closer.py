"""Before a member of staff closes a case: some services leave that to their team, or to a manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.rules.access import may_close, who_closes
from heard.domain.catalogue.models import Closers
from heard.domain.teams.models import Staff
from heard.domain.teams.queries import standing_of
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


def check_closer(case: Case, *, actor: Actor) -> None:
    """Refuse, saying who closes it. Residents and automations are asked elsewhere what they may do."""
    if not actor.is_staff or actor.id is None or case.service.closers == Closers.ANYONE:
        return
    if not may_close(case, standing_of(Staff.objects.get(pk=actor.id))):
        raise Refused(who_closes(case))
