"""The form of the preference page: a question for each purpose, then how, in which language and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.consent.models import ConsentChannel, Purpose
from heard.domain.consent.queries.preferences import CHANNELS
from heard.domain.people.models import ContactHours
from heard.domain.people.rules.profiles import PREFERRED_CHANNELS

if TYPE_CHECKING:
    from heard.domain.consent.queries.preferences import Offer, Preferences
    from heard.domain.consent.rules.scopes import Scope

ALL, SOME, NONE = "all", "some", "none"
PROFILE = ("language", "preferred_channel", "contact_hours")


class PreferencesForm(forms.Form):
    """Everything of the page but the button that stops everything."""

    def __init__(self, data: Any = None, *, preferences: Preferences) -> None:
        super().__init__(data)
        self.offers = preferences.offers
        self.reveals = {offer.purpose: {SOME: _parts(offer)} for offer in self.offers}
        for offer in self.offers:
            self.fields |= _questions(offer)
        self.fields["channels"] = forms.MultipleChoiceField(
            label=_("How may we send it?"),
            choices=ConsentChannel.choices,
            initial=_channels_in_use(self.offers) or [ConsentChannel.EMAIL.value],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields |= _about_the_person(preferences)

    @property
    def asked(self) -> list[forms.BoundField]:
        """A question for each purpose; what a choice reveals is drawn with it."""
        return [self[offer.purpose] for offer in self.offers]

    @property
    def how_and_when(self) -> list[forms.BoundField]:
        """The others."""
        drawn = {name for offer in self.offers for name in (offer.purpose, _parts(offer))}
        return [self[name] for name in self.fields if name not in drawn]

    def clean(self) -> dict[str, Any]:
        """Whoever says yes says to what, and how it may come."""
        cleaned = super().clean() or {}
        for offer in self.offers:
            if cleaned.get(offer.purpose) == SOME and not cleaned.get(_parts(offer)):
                self.add_error(_parts(offer), _("Choose at least one, or choose “Nothing”."))
        wants = any(cleaned.get(offer.purpose) in {ALL, SOME} for offer in self.offers)
        if wants and not cleaned.get("channels"):
            self.add_error("channels", _("Choose how we may send it, or choose “Nothing” everywhere."))
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            self.add_error("quiet_until", _("Enter both times, or neither."))
        return cleaned

    def chosen(self, offer: Offer) -> set[Scope] | None:
        """What is agreed to of this purpose now; None where nothing about it was changed."""
        if not {offer.purpose, _parts(offer), "channels"} & set(self.changed_data):
            return None
        mode = self.cleaned_data[offer.purpose]
        parts = {ALL: [""], SOME: self.cleaned_data[_parts(offer)], NONE: []}[mode]
        return offer.scopes(parts, self.cleaned_data["channels"])

    def profile(self) -> dict[str, str]:
        """Language and how to be contacted about their own reports."""
        return {name: self.cleaned_data[name] for name in PROFILE}


def _parts(offer: Offer) -> str:
    return f"{offer.purpose}_parts"


def _questions(offer: Offer) -> dict[str, forms.Field]:
    shown = _shown_channels(offer)
    everything = offer.scopes([""], shown)
    mode = SOME if offer.standing.agreed else NONE
    if everything & offer.standing.agreed and not everything & offer.standing.dented:
        mode = ALL
    ticked = [name for name in offer.parts if offer.scopes([name], shown) & offer.standing.agreed]
    return {
        offer.purpose: forms.ChoiceField(
            label=Purpose(offer.purpose).label,
            help_text=offer.wording.text,
            choices=[(ALL, _("Everything")), (SOME, _("Only what I choose")), (NONE, _("Nothing"))],
            initial=mode,
            widget=forms.RadioSelect,
        ),
        _parts(offer): forms.MultipleChoiceField(
            label=_("About"),
            choices=[(name, _part_in_words(name, words)) for name, (words, _scope) in offer.parts.items()],
            initial=ticked if mode == SOME else [],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
    }


def _shown_channels(offer: Offer) -> list[str]:
    """Where they agreed to one thing by mail and another by phone, the page shows what comes by mail."""
    by_mail = [scope for scope in offer.standing.agreed if scope.channel == ConsentChannel.EMAIL]
    return [ConsentChannel.EMAIL.value] if by_mail else list(CHANNELS)


def _part_in_words(name: str, words: str) -> str:
    return _("Anything from %(department)s") % {"department": words} if name.startswith("department:") else words


def _channels_in_use(offers: list[Offer]) -> list[str]:
    used = {scope.channel for offer in offers for scope in offer.standing.agreed}
    return [channel for channel in CHANNELS if channel in used]


def _about_the_person(preferences: Preferences) -> dict[str, forms.Field]:
    person, quiet = preferences.person, preferences.quiet
    languages = dict(settings.HEARD_SPOKEN_LANGUAGES)
    time = forms.TimeInput({"type": "time"}, format="%H:%M")
    return {
        "language": forms.ChoiceField(
            label=gettext_lazy("Which language do you prefer?"),
            choices=list(({person.language: person.language} | languages).items()),
            initial=person.language,
        ),
        "preferred_channel": forms.ChoiceField(
            label=gettext_lazy("How should we contact you about your own reports?"),
            choices=list(PREFERRED_CHANNELS.items()),
            initial=person.preferred_channel,
            required=False,
        ),
        "contact_hours": forms.ChoiceField(
            label=gettext_lazy("When is it best to reach you?"),
            choices=ContactHours.choices,
            initial=person.contact_hours,
            required=False,
        ),
        "quiet_from": forms.TimeField(
            label=gettext_lazy("Send nothing from (optional)"),
            help_text=gettext_lazy("Such as 20:00. News and invitations then wait until the time below."),
            initial=quiet.starts if quiet else None,
            required=False,
            widget=time,
        ),
        "quiet_until": forms.TimeField(
            label=gettext_lazy("Until (optional)"),
            initial=quiet.ends if quiet else None,
            required=False,
            widget=time,
        ),
    }
