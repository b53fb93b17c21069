"""What colleagues should know of a resident: notes until a day, cautions with a reason and a day of review."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.models import CautionKind
from heard.domain.people.operations.notes import (
    MOST_CHARACTERS,
    add_caution,
    add_note,
    end_caution,
    remove_note,
    renew_caution,
)
from heard.web.desk.people.forms import PersonForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.utils.functional import _StrPromise

    from heard.domain.people.models import Caution, PersonNote
    from heard.kernel.actor import Actor

A_WHILE = timedelta(days=90)
HALF_A_YEAR = timedelta(days=182)


def _day(label: _StrPromise, *, ahead: timedelta) -> forms.DateField:
    return forms.DateField(
        label=label,
        initial=lambda: _from_today(ahead),
        widget=forms.DateInput({"type": "date"}),
        error_messages={
            "required": gettext_lazy("Enter a day"),
            "invalid": gettext_lazy("Enter a day like 2026-11-24"),
        },
    )


def _from_today(ahead: timedelta) -> date:
    return timezone.localdate() + ahead


def _words(label: _StrPromise, *, missing: _StrPromise, hint: _StrPromise | str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MOST_CHARACTERS,
        help_text=hint,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": missing},
    )


class NoteForm(PersonForm):
    """Something to know until a day."""

    do = "note"
    text = _words(
        gettext_lazy("What should colleagues know?"),
        missing=gettext_lazy("Write what colleagues should know"),
        hint=gettext_lazy("Only what helps to serve them. They may ask to read it."),
    )
    expires_on = _day(gettext_lazy("Until which day does it matter?"), ahead=A_WHILE)

    def save(self, actor: Actor) -> str:
        """Until then it is shown, and removed afterwards."""
        add_note(self.whole.person, actor=actor, **self.cleaned_data)
        return _("The note is there. It goes by itself after its day.")


class RemoveNoteForm(RowForm):
    """It no longer matters."""

    do = "remove_note"
    row: PersonNote

    def rows(self) -> Iterable[PersonNote]:
        """Those that have not expired."""
        return self.whole.notes

    def save(self, actor: Actor) -> str:
        """It is gone."""
        remove_note(self.row, actor=actor)
        return _("Removed.")


class CautionForm(PersonForm):
    """A warning to colleagues."""

    do = "caution"
    kind = forms.ChoiceField(
        label=gettext_lazy("What should colleagues take care of?"),
        choices=[("", gettext_lazy("Choose")), *CautionKind.choices],
        error_messages={"required": gettext_lazy("Choose what colleagues should take care of")},
    )
    reason = _words(
        gettext_lazy("Why?"),
        missing=gettext_lazy("Write what happened: a caution without a reason helps nobody"),
        hint=gettext_lazy("What happened, when, and who decided. They may ask to read it."),
    )
    review_on = _day(gettext_lazy("When is it looked at again?"), ahead=HALF_A_YEAR)

    def save(self, actor: Actor) -> str:
        """Every page about them begins with it."""
        add_caution(self.whole.person, actor=actor, **self.cleaned_data)
        return _("The caution stands above everything about them.")


class _StandingForm(RowForm):
    row: Caution

    def rows(self) -> Iterable[Caution]:
        """Those that stand."""
        return self.whole.cautions


class RenewForm(_StandingForm):
    """Somebody looked: it still holds."""

    do = "renew"
    review_on = _day(gettext_lazy("Look at it again on"), ahead=HALF_A_YEAR)

    def save(self, actor: Actor) -> str:
        """Until another day."""
        renew_caution(self.row, review_on=self.cleaned_data["review_on"], actor=actor)
        return _("The caution stands, until it is looked at again.")


class EndForm(_StandingForm):
    """Somebody looked: it no longer holds."""

    do = "end"

    def save(self, actor: Actor) -> str:
        """From now on."""
        end_caution(self.row, actor=actor)
        return _("The caution is ended.")


FORMS: tuple[type[PersonForm], ...] = (NoteForm, RemoveNoteForm, CautionForm, RenewForm, EndForm)
