"""The form of a recorded contact: one page, in the order people tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Origin
from heard.kernel import ids
from heard.web.ui.asset_field import AssetField
from heard.web.ui.question_fields import PREFIX, answers_as_initial, question_fields

if TYPE_CHECKING:
    from heard.web.desk.record.looking import Looking

LONGEST_STORY = 5000
FILLS = {
    "phone": "record-people",
    "email": "record-people",
    "name": "record-people",
    "words": "record-services",
    "address": "record-places",
}


class RecordForm(forms.Form):
    """Who speaks, what it is about, where, and the service's own questions. What is missing, the flow says."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    origin = forms.ChoiceField(
        label=_("How do they reach you?"),
        choices=[(Origin.PHONE.value, _("On the phone")), (Origin.WALK_IN.value, _("In person"))],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput({"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("Email"), required=False, max_length=254)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.HEARD_SPOKEN_LANGUAGES)
    person = forms.CharField(required=False, widget=forms.HiddenInput)
    speaks_for = forms.CharField(required=False, widget=forms.HiddenInput)
    description = forms.CharField(
        label=_("What do they say?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        validators=[MaxLengthValidator(LONGEST_STORY)],
    )
    words = forms.CharField(label=_("What is it about?"), required=False, max_length=200)
    service = forms.CharField(required=False)
    address = forms.CharField(label=_("Where is it?"), required=False, max_length=300)
    place = forms.CharField(required=False)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, looking: Looking, data: Any = None) -> None:
        """Fields fill parts of the page while somebody types in them."""
        start = {"submission": ids.new_id(), "origin": Origin.PHONE.value, "language": "en"}
        super().__init__(data, initial=start, auto_id="record-%s")
        self.looking = looking
        if looking.service and looking.service.asset_layer:
            self.fields["asset"] = AssetField(
                looking.service.asset_layer,
                near=looking.location,
                label=_("Which one is it? (optional)"),
                required=False,
            )
        self.fields.update(question_fields(looking.way.asked, near=looking.location))
        self.initial.update(answers_as_initial(looking.suggested))
        for name, part in FILLS.items():
            self.fields[name].widget.attrs |= {
                "hx-post": reverse("desk:record"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": f"#{part}",
                "hx-sync": "this:replace",
                "autocomplete": "off",
            }

    @property
    def questions(self) -> list[forms.BoundField]:
        """The service's own questions."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]
