"""What every form about a resident has in common. It reads what was typed; whether it may be, the domain says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.queries.profile import WholePerson
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest


class PersonForm(forms.Form):
    """A form about one person, sent with `do` as its name; ids begin with it, so that they stay unique on the page."""

    do: ClassVar[str]

    def __init__(self, whole: WholePerson, request: DeskRequest, *, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{self.do}-%s")
        self.whole = whole
        self.request = request
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the person."""

    def save(self, actor: Actor) -> str:
        """Do it; what to say then."""
        raise NotImplementedError


class RowForm(PersonForm):
    """A form about one row of the person's: an address, a note. Nobody reaches another person's by its id."""

    row_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def rows(self) -> Iterable[Any]:
        """Those it may be about."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """The row itself."""
        cleaned = super().clean() or {}
        wanted = cleaned.get("row_id")
        self.row = next((row for row in self.rows() if row.pk == wanted), None)
        if self.row is None:
            raise forms.ValidationError(_("Somebody changed this meanwhile. Look at it again."))
        return cleaned
