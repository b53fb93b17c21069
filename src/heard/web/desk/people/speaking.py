"""Who may speak for a resident, and for whom a resident may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import MandateKind
from heard.domain.people.operations.mandates import end_mandate, give_mandate
from heard.kernel.errors import InvalidInput
from heard.web.desk.people.forms import PersonForm, RowForm
from heard.web.desk.people.somebody import SomebodyForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.models import Mandate
    from heard.kernel.actor import Actor

FOR_THEM, BY_THEM = "for_them", "by_them"


class GiveForm(SomebodyForm):
    """Somebody may speak for somebody, until a day."""

    do = "give"
    part = "speaking"
    direction = forms.ChoiceField(label=gettext_lazy("Who speaks?"), widget=forms.RadioSelect, initial=FOR_THEM)
    kind = forms.ChoiceField(label=gettext_lazy("As what?"), choices=MandateKind.choices, initial=MandateKind.CARER)
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("A parent, or the contact of an organisation, needs no last day."),
        error_messages={"invalid": gettext_lazy("Enter a day like 2026-11-24")},
    )

    def prepare(self) -> None:
        """The two ways round, by name."""
        super().prepare()
        name = self.whole.person.name or _("the resident")
        self.fields["direction"].choices = [  # type: ignore[attr-defined]
            (FOR_THEM, _("This person may speak for %(name)s") % {"name": name}),
            (BY_THEM, _("%(name)s may speak for this person") % {"name": name}),
        ]

    @transaction.atomic
    def save(self, actor: Actor) -> str:
        """Write it down."""
        data, other, own = self.cleaned_data, self.somebody(actor), self.whole.person
        person, speaker = (own, other) if data["direction"] == FOR_THEM else (other, own)
        try:
            give_mandate(person, speaker=speaker, kind=data["kind"], until=data["until"], actor=actor)
        except InvalidInput as error:
            raise InvalidInput(
                {"who" if name == "speaker" else name: why for name, why in error.fields.items()}
            ) from error
        said = _("%(speaker)s may speak for %(person)s.")
        return said % {"speaker": speaker.name or _("The person"), "person": person.name or _("the person")}


class EndForm(RowForm):
    """They may no longer."""

    do = "end"
    row: Mandate

    def rows(self) -> Iterable[Mandate]:
        """Both ways round."""
        return [*self.whole.mandates, *self.whole.speaks_for]

    def save(self, actor: Actor) -> str:
        """From now on."""
        end_mandate(self.row, actor=actor)
        return _("Ended.")


FORMS: tuple[type[PersonForm], ...] = (GiveForm, EndForm)
