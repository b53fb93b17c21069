"""A case under its row's lock: two people who change one case take turns, and nobody writes over the other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from heard.domain.cases.models import Case
from heard.kernel import clock
from heard.kernel.errors import Refused


def locked(case: Case) -> Case:
    """The case as it stands now, locked until the transaction ends."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("service", "team__calendar", "owner")
        .get(pk=case.pk)
    )


def locked_open(case: Case) -> Case:
    """The same, refused where the case is closed."""
    current = locked(case)
    if not current.is_open:
        raise Refused(_("This case is closed. Reopen it first."))
    return current


def save(case: Case, *fields: str) -> None:
    """Write these fields and the moment of the change."""
    case.updated_at = clock.now()
    case.save(update_fields=[*fields, "updated_at"])
