"""How a resident is reached: addresses and numbers, proved by a code or seen on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import Identity, IdentityKind
from heard.domain.people.operations.identities import add_identity, remove_identity, verify_identity
from heard.domain.people.operations.people import mark_unusable
from heard.kernel.errors import InvalidInput
from heard.web.desk.people.forms import PersonForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor

LONGEST_VALUE = 300


class AddForm(PersonForm):
    """Another address or number. Whoever says so, it is unverified until it is proved."""

    do = "add"
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=IdentityKind.choices, initial=IdentityKind.PHONE
    )
    value = forms.CharField(
        label=gettext_lazy("Address or number"),
        max_length=LONGEST_VALUE,
        error_messages={"required": gettext_lazy("Enter the address or number")},
    )

    def save(self, actor: Actor) -> str:
        """Add it to the record that stands for all."""
        data = self.cleaned_data
        try:
            add_identity(self.whole.person, kind=data["kind"], value=data["value"], actor=actor)
        except InvalidInput as error:
            raise InvalidInput({"value": " ".join(error.fields.values())}) from error
        return _("Added. It is not confirmed yet.")


class _IdentityForm(RowForm):
    row: Identity

    def rows(self) -> Iterable[Identity]:
        """The person's own, of all their records."""
        return Identity.objects.filter(person__whole_id=self.whole.person.id).select_related("person")


class RemoveForm(_IdentityForm):
    """It is no longer theirs."""

    do = "remove"

    def save(self, actor: Actor) -> str:
        """In every record that has it."""
        for same in [one for one in self.rows() if (one.kind, one.key) == (self.row.kind, self.row.key)]:
            remove_identity(same, actor=actor)
        return _("Removed.")


class UnusableForm(_IdentityForm):
    """Mail comes back: nothing is sent there any more."""

    do = "unusable"

    def rows(self) -> Iterable[Identity]:
        """Email addresses: only those are written to by themselves."""
        return super().rows().filter(kind=IdentityKind.EMAIL)  # type: ignore[attr-defined]

    def save(self, actor: Actor) -> str:
        """For everybody who has it, as when mail bounces."""
        mark_unusable(address=self.row.value, actor=actor)
        return _("Nothing is sent there any more.")


class SeenForm(_IdentityForm):
    """They showed a letter or a card at the counter."""

    do = "seen"

    def rows(self) -> Iterable[Identity]:
        """What stands on paper."""
        return super().rows().filter(kind=IdentityKind.ADDRESS)  # type: ignore[attr-defined]

    def save(self, actor: Actor) -> str:
        """Proved by a document."""
        verify_identity(self.row, how="document", actor=actor)
        return _("Confirmed.")


FORMS: tuple[type[PersonForm], ...] = (AddForm, RemoveForm, UnusableForm, SeenForm)
