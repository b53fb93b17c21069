"""How a resident is reached: addresses and numbers, proved by a code or seen on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import Assurance, Identity, IdentityKind
from heard.domain.people.operations.identities import verify_identity
from heard.domain.people.operations.people import mark_unusable
from heard.flows.change_addresses import add_address, remove_address
from heard.flows.prove_identity import channel_reaching, check_proof, send_proof
from heard.kernel.errors import InvalidInput
from heard.web.desk.people.forms import PersonForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.queries.profile import WholePerson
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest

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
            add_address(self.whole.person, kind=data["kind"], value=data["value"], actor=actor)
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
        remove_address(self.row, actor=actor)
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


class AskForm(_IdentityForm):
    """Send a code that only whoever reads there can say back."""

    do = "ask"

    def rows(self) -> Iterable[Identity]:
        """What Heard can write to, and nobody proved yet."""
        unproved = super().rows().exclude(assurance=Assurance.VERIFIED)  # type: ignore[attr-defined]
        return [one for one in unproved if channel_reaching(one.kind)]

    def save(self, actor: Actor) -> str:
        """A code is on its way."""
        send_proof(self.row, actor=actor)
        return _("A code is on its way to them. Ask them to read it to you: it lasts 15 minutes.")


class CheckForm(AskForm):
    """The code they read out."""

    do = "check"
    code = forms.CharField(
        label=gettext_lazy("Code they read to you"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the code they read to you")},
    )

    def save(self, actor: Actor) -> str:
        """Whoever knows it reads there."""
        if not check_proof(self.row, self.cleaned_data["code"], actor=actor):
            raise InvalidInput({"code": _("This is not the newest code, or it is too old. Send another one.")})
        return _("Confirmed.")


def beside(request: DeskRequest, whole: WholePerson) -> dict[str, Any]:
    """To which of them a code can be sent."""
    return {"provable": {one.pk for one in AskForm(whole, request).rows()}}


FORMS: tuple[type[PersonForm], ...] = (AddForm, RemoveForm, UnusableForm, SeenForm, AskForm, CheckForm)
