"""How to reach the resident. Nobody has to say, unless the service cannot be done without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from heard.domain.people.rules.contact_points import email_key, phone_key
from heard.kernel.errors import InvalidInput
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step

if TYPE_CHECKING:
    from collections.abc import Callable


class ContactForm(forms.Form):
    """Name, email, phone and language."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("We send you a confirmation, a link to follow your report, and our answer."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("For questions we cannot ask by email."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Which language do you prefer?"), choices=settings.HEARD_SPOKEN_LANGUAGES, required=False
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed
        for name in ("name", "phone") if needed else ("name", "email", "phone"):
            self.fields[name].label = _("%(field)s (optional)") % {"field": self.fields[name].label}

    def clean_email(self) -> str:
        """An address that mail can go to."""
        return _checked(self.cleaned_data["email"], email_key)

    def clean_phone(self) -> str:
        """A number that somebody can call."""
        return _checked(self.cleaned_data["phone"], lambda text: phone_key(text, region=settings.HEARD_REGION))

    def clean(self) -> dict[str, Any]:
        """A service that cannot be done without talking to the resident needs one way to."""
        cleaned = super().clean() or {}
        if self.needed and not (cleaned.get("email") or cleaned.get("phone") or self.errors):
            self.add_error("email", _("Enter an email address or a phone number, so that we can reach you."))
        return cleaned


class ContactStep(Step):
    """The page that says why we ask."""

    step = steps.CONTACT
    template: ClassVar[str] = "portal/report/contact.html"

    def form(self) -> ContactForm:
        """What was given before; the page's own language to begin with."""
        return ContactForm(
            needed=self.making.needs_contact, initial={"language": own_language(), **self.making.contact}
        )

    def bound_form(self) -> ContactForm:
        """What was just given."""
        return ContactForm(self.request.POST, needed=self.making.needs_contact)

    def read(self, form: forms.Form) -> dict[str, Any]:
        """All four, as text."""
        given = {name: form.cleaned_data[name].strip() for name in ("name", "email", "phone", "language")}
        return {"contact": given | {"language": given["language"] or own_language()}}


def own_language() -> str:
    """The language this page is in, as a code of settings.LANGUAGES."""
    return (get_language() or "en").split("-")[0]


def _checked(text: str, key: Callable[[str], str]) -> str:
    """The text as written, if `key` can make sense of it."""
    if not text.strip():
        return ""
    try:
        key(text)
    except InvalidInput as error:
        raise forms.ValidationError(error.sentence) from error
    return text.strip()
