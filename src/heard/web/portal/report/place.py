"""Where is it? A pin on the map, an address, or the place a photo remembers: each works without the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heard.domain.cases.operations.drafts import add_photos_to_draft, save_draft
from heard.domain.places.queries import addresses_matching, area_at, has_areas, nearest_address
from heard.kernel.errors import Refused
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step
from heard.web.portal.report.browser import remember_draft
from heard.web.portal.report.making import MAX_PHOTOS
from heard.web.portal.report.photo_files import keep, take
from heard.web.portal.report.place_form import NONE_OF_THESE, PlaceForm
from heard.web.portal.visitor import limit_photos

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from heard.kernel.location import Location


class PlaceStep(Step):
    """Without a script: an address, then a choice among those found. With one: the map as well."""

    step = steps.PLACE
    template: ClassVar[str] = "portal/report/place.html"

    def post(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """A photo first moves the pin, so that the resident sees where; then the page goes on as any other."""
        form = self.bound_form()
        if form.is_valid() and form.cleaned_data["photo"]:
            return self._pin_from_photo(form)
        changes = self.read(form) if form.is_valid() else None
        if changes is None:
            return self.page(form, status=400 if form.errors else 200)
        self.keep(changes)
        return self.go_on()

    def form(self) -> PlaceForm:
        """The place as it was given."""
        return PlaceForm(initial=self.making.data.get("place", {}))

    def bound_form(self) -> PlaceForm:
        """What was just sent, with the addresses its words may mean."""
        sent = self.request.POST
        searching = "found" in sent or self._only_searching or not sent.get("lon")
        found = addresses_matching(sent.get("address", "")) if searching else []
        return PlaceForm(sent, self.request.FILES, found=found)

    def read(self, form: PlaceForm) -> dict[str, Any] | None:
        """The place: the address chosen, the pin, or the address as written."""
        if form.chosen and not self._only_searching:
            return self._placed(form, form.chosen.location, form.chosen.text)
        if form.pin and not self._only_searching:
            return self._placed(form, form.pin, form.cleaned_data["address"] or _nearest(form.pin))
        return self._written(form, form.cleaned_data["address"].strip())

    def _written(self, form: PlaceForm, words: str) -> dict[str, Any] | None:
        """Words alone: ask which of the addresses found they mean; take them as they are if the resident says so."""
        if form.addresses and form.cleaned_data["found"] != NONE_OF_THESE:
            if "found" in self.request.POST:
                form.add_error("found", _("Choose one of these, or change the address."))
            return None
        if words and (form.addresses or not self.making.needs_location or form.cleaned_data["as_written"] == words):
            return {"place": {"address": words}}
        if not words and not self.making.needs_location:
            return {"place": {}}
        form.add_error("address", _not_found() if words else _("Enter an address, or choose the place on the map."))
        return None

    def _placed(self, form: PlaceForm, location: Location, address: str) -> dict[str, Any] | None:
        """A place on the council's land; for others, who we are and what to do."""
        if has_areas() and area_at(location) is None:
            form.add_error("address", _outside())
            return None
        if refused := self.making.at(location).why_not:
            form.add_error("address", refused.sentence)
            return None
        return {"place": {"lon": location.lon, "lat": location.lat, "address": address}}

    def _pin_from_photo(self, form: PlaceForm) -> HttpResponse:
        """Put the pin where the photo was taken, and keep the photo for the report."""
        limit_photos(self.request)
        file = form.cleaned_data["photo"][0]
        try:
            photo = take(file)
        except Refused as refusal:
            form.add_error("photo", refusal.sentence)
            return self.page(form, status=400)
        if photo.location is None:
            form.add_error("photo", _("This photo does not say where it was taken. Enter the address instead."))
            return self.page(form, status=400)
        changes = self._placed(form, photo.location, _nearest(photo.location))
        if changes is None:
            return self.page(form, status=400)
        draft = save_draft(self.making.draft, **changes, place_from_photo=True)
        add_photos_to_draft(draft, [keep(photo, file.name)], limit=MAX_PHOTOS)
        response = redirect(self.address_of(steps.PLACE))
        remember_draft(self.request, response, draft.id)
        return response

    def words(self) -> dict[str, Any]:
        """Whether the pin came out of a photo."""
        return {"from_photo": self.making.data.get("place_from_photo") and steps.PLACE not in self.making.done}

    @property
    def _only_searching(self) -> bool:
        return "find" in self.request.POST


def _nearest(location: Location) -> str:
    address = nearest_address(location)
    return address.text if address else ""


def _not_found() -> str:
    return _("We could not find this address. Check the spelling. If it is right, continue: we will look for it.")


def _outside() -> str:
    return _(
        "This place is outside %(council)s. We look after the marked areas only: choose a place inside them, "
        "or ask the council of that place."
    ) % {"council": settings.HEARD_COUNCIL["name"]}
