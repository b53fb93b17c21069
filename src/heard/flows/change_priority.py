"""A case presses more, or less, than its service says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.operations import keeping
from heard.domain.catalogue.models import Priority
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


def change_priority(case: Case, *, priority: str, actor: Actor) -> Case:
    """Change it; the dates follow."""
    if priority not in Priority.values:
        raise InvalidInput({"priority": _("Choose a priority.")})
    return keeping.set_priority(case, priority=priority, actor=actor)
