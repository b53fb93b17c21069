"""A report in the making as the pages read it: the draft's plain data as places, services and photos."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from heard.domain.assets.queries import layer_with
from heard.domain.cases.models import Draft
from heard.domain.catalogue.queries import asking_now
from heard.domain.catalogue.rules.offering import WhyNot, asks_age, why_not
from heard.kernel.location import Location
from heard.web.portal.report.questioning import Questioning

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service

MAX_PHOTOS = 5


@dataclass(frozen=True)
class Making:
    """A draft, its service, and whether it was saved yet: nothing is kept before the resident has said something."""

    draft: Draft
    service: Service | None
    saved: bool
    language: str = ""  # what the resident reads

    @property
    def data(self) -> dict[str, Any]:
        """The answers so far."""
        return self.draft.data

    @cached_property
    def location(self) -> Location | None:
        """Where it is, if that is known."""
        place = self.data.get("place", {})
        return Location(place["lon"], place["lat"]) if "lon" in place else None

    def at(self, location: Location) -> Making:
        """The same report, were it here."""
        place = {"place": {"lon": location.lon, "lat": location.lat}}
        return replace(self, draft=Draft(data=self.data | place))

    @property
    def address(self) -> str:
        """Where it is, in words."""
        return self.data.get("place", {}).get("address", "")

    @property
    def photos(self) -> list[dict[str, Any]]:
        """The photos kept so far."""
        return self.data.get("photos", [])

    @property
    def contact(self) -> dict[str, str]:
        """Name, email, phone and language, as far as given."""
        return self.data.get("contact", {})

    @property
    def done(self) -> set[str]:
        """The steps answered so far."""
        return set(self.data.get("done", []))

    @property
    def needs_location(self) -> bool:
        """Whether the service cannot be done without knowing where."""
        return bool(self.service and self.service.needs_location)

    @cached_property
    def asks_asset(self) -> bool:
        """Whether the service is about one thing of a layer that residents choose from."""
        layer = layer_with(self.service.asset_layer) if self.service else None
        return layer is not None and layer.public

    @cached_property
    def why_not(self) -> WhyNot | None:
        """Why the service cannot be asked for, by what was said so far."""
        if self.service is None:
            return None
        return why_not(self.service, asking_now(location=self.location, age=self.data.get("age")))

    @property
    def still_asks_age(self) -> bool:
        """Whether the service is for some ages, and nobody has said which yet: its own page asks."""
        return self.service is not None and asks_age(self.service) and self.data.get("age") is None

    @property
    def needs_contact(self) -> bool:
        """Whether the service cannot be done without talking to the resident."""
        return bool(self.service and self.service.needs_contact)

    @cached_property
    def asks(self) -> Questioning:
        """What the service asks, and how far they came with it."""
        return Questioning(self.service, self.data, self.location, self.language)
