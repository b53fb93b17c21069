"""The records that are shown as one resident: since when, why, and taking them apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.people.rules.likeness import in_words
from heard.flows.take_apart import take_apart
from heard.web.desk.people.forms import PersonForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.models import Merge
    from heard.domain.people.queries.profile import WholePerson
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest


class UndoForm(RowForm):
    """They are two people after all."""

    do = "undo"
    row: Merge

    def rows(self) -> Iterable[Merge]:
        """The merges that stand."""
        return self.whole.merges

    def save(self, actor: Actor) -> str:
        """Each record is again what it was."""
        take_apart(self.row, actor=actor)
        return _("Taken apart. Each record is again what it was.")


def beside(_request: DeskRequest, whole: WholePerson) -> dict[str, Any]:
    """Each merge with its reasons in words."""
    return {"merges": [(merge, in_words(merge.reasons)) for merge in whole.merges]}


FORMS: tuple[type[PersonForm], ...] = (UndoForm,)
