"""The records that are shown as one resident, and those that somebody said are not: since when, why, and the undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.cases.queries.contacts import known_among
from heard.domain.people.operations.merging import forget_distinction
from heard.domain.people.queries.sameness import distinctions_of
from heard.domain.people.rules.likeness import in_words
from heard.domain.privacy.operations.looking import note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.flows.take_apart import take_apart
from heard.web.desk.people.forms import PersonForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.models import Distinction, Merge, Person
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


class ForgetForm(RowForm):
    """They may be one person after all: they are suggested again."""

    do = "forget"
    row: Distinction

    def rows(self) -> Iterable[Distinction]:
        """Whoever was told apart from this person."""
        return _apart(self.request, self.whole)

    def save(self, actor: Actor) -> str:
        """As if nobody had said so."""
        forget_distinction(self.row, actor=actor)
        return _("Taken back: they may be suggested as one person again.")


def beside(request: DeskRequest, whole: WholePerson) -> dict[str, Any]:
    """Each merge with its reasons in words, and whoever was told apart from them."""
    apart = [(one, _other(one, whole)) for one in _apart(request, whole)]
    note_looks([other.whole_id for _one, other in apart], staff=request.user, purpose=Purpose.MERGE)
    return {"merges": [(merge, in_words(merge.reasons)) for merge in whole.merges], "apart": apart}


def _apart(request: DeskRequest, whole: WholePerson) -> list[Distinction]:
    """Only of those whom the reader may know: of the others it is not told that they exist."""
    found = distinctions_of(whole.person.id)
    known = known_among(request.standing, [_other(one, whole).whole_id for one in found]) if found else set()
    return [one for one in found if _other(one, whole).whole_id in known]


def _other(distinction: Distinction, whole: WholePerson) -> Person:
    """The one of the two that is not this person."""
    return distinction.second if distinction.first.whole_id == whole.person.id else distinction.first


FORMS: tuple[type[PersonForm], ...] = (UndoForm, ForgetForm)
