"""What the try-out takes as known: place, day and language, chosen by whoever tries it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heard.domain.questions.queries import area_choices
from heard.domain.questions.rules.asking import Facts, layers_asked
from heard.kernel import clock
from heard.web.desk.settings.questionnaires.making import layer_choices

if TYPE_CHECKING:
    from heard.domain.questions.rules.definition import Definition

NOON = time(12)


class KnownForm(forms.Form):
    """Place, day, language; and how far it is to what the questionnaire's conditions ask about."""

    area = forms.ChoiceField(label=_("It is in"), required=False)
    day = forms.DateField(label=_("The day is"), required=False, widget=forms.DateInput({"type": "date"}))
    language = forms.ChoiceField(label=_("They read"), required=False, choices=settings.HEARD_SPOKEN_LANGUAGES)

    def __init__(self, definition: Definition, data: Any) -> None:
        super().__init__(data, auto_id="known_%s")
        self.fields["area"].choices = [("", _("no area of ours")), *area_choices().items()]  # type: ignore[attr-defined]
        names = layer_choices()
        self.near = {f"near_{code}": code for code in sorted(layers_asked(definition))}
        for name, code in self.near.items():
            label = _("Metres to the nearest of “%(layer)s”") % {"layer": names.get(code, code)}
            self.fields[name] = forms.FloatField(label=label, min_value=0, required=False)

    def facts(self) -> Facts:
        """As the walk takes them; what cannot be read is not known."""
        self.is_valid()
        said = self.cleaned_data
        day = said.get("day")
        now = timezone.make_aware(datetime.combine(day, NOON)) if day else clock.now()
        near = {code: said[name] for name, code in self.near.items() if said.get(name) is not None}
        return Facts(now=now, language=said.get("language") or "en", area=said.get("area") or "", near=near)
