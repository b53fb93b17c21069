"""Choosing another person on a page about one: found by name, address or number, or new."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.people.operations.people import add_person
from heard.kernel.errors import InvalidInput
from heard.web.desk.known import Known, known_people, people_meant
from heard.web.desk.people.forms import PersonForm

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor

MOST_FOUND = 8
NEW = "new"


class SomebodyForm(PersonForm):
    """Who is meant. Only somebody the reader may know of can be found and chosen."""

    part: ClassVar[str]  # the page this form stands on
    who = forms.CharField(
        label=gettext_lazy("Who?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Part of a name, a phone number or an email address."),
    )
    person = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """What is typed is looked up while somebody types."""
        self.fields["who"].widget.attrs |= {
            "hx-post": reverse("desk:person_part", args=[self.whole.person.id, self.part]),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": f"#found-{self.do}",
            "hx-vals": f'{{"do": "{self.do}", "look": "yes"}}',
            "hx-sync": "this:replace",
            "autocomplete": "off",
        }

    @cached_property
    def found(self) -> list[Known]:
        """Who it may be."""
        standing, text = self.request.standing, self.typed
        met = [one for one in people_meant(text) if one.whole_id != self.whole.person.id] if text else []
        return known_people(standing, met, most=MOST_FOUND).people

    @property
    def typed(self) -> str:
        """What the reader typed so far."""
        return str(self["who"].value() or "").strip()

    @property
    def chosen(self) -> str:
        """The id of who was chosen, or NEW."""
        return str(self["person"].value() or "")

    def somebody(self, actor: Actor) -> Person:
        """Who was chosen, or somebody new of that name."""
        known = next((one.person for one in self.found if str(one.person.id) == self.chosen), None)
        if known:
            return known
        if not self.typed:
            raise InvalidInput({"who": _("Enter who it is")})
        if self.found and self.chosen != NEW:
            raise InvalidInput({"who": _("Choose who it is from the list, or say that it is somebody new")})
        if "@" in self.typed or not any(sign.isalpha() for sign in self.typed):
            raise InvalidInput({"who": _("Nobody is known by this. Enter the name of the new person")})
        return add_person(name=self.typed, language=self.whole.person.language, actor=actor)
