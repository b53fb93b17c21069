"""What comes in over the years: which service, when, where, from whom and by which way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from heard.cli.sample.pace import awake
from heard.cli.sample.voices import voices
from heard.domain.cases.models import Origin
from heard.kernel.location import distance_m

if TYPE_CHECKING:
    from random import Random

    from heard.cli.sample.residents import Resident
    from heard.domain.places.rules.addresses import AddressRow

YEARS = timedelta(days=730)
#                       Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec
SEASONS = {
    "flat": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    "thaw": (1.3, 1.9, 2.4, 1.8, 1.0, 0.7, 0.6, 0.6, 0.6, 0.7, 0.8, 0.9),
    "winter": (3.6, 3.2, 1.2, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 2.8),
    "dark": (1.4, 1.2, 0.9, 0.8, 0.6, 0.6, 0.6, 0.8, 1.0, 1.3, 1.6, 1.6),
    "summer": (0.5, 0.5, 0.7, 0.9, 1.2, 1.7, 1.8, 1.7, 1.2, 0.9, 0.6, 0.5),
    "rain": (0.7, 0.7, 1.1, 1.3, 1.0, 0.9, 1.1, 1.2, 1.3, 1.4, 1.2, 0.8),
    "cold": (2.2, 1.9, 1.3, 0.8, 0.5, 0.4, 0.4, 0.4, 0.6, 1.1, 1.6, 2.0),
}
HOURS = {  # how often somebody gets in touch at each hour of the day
    Origin.WEB: (1, 1, 0, 0, 0, 1, 3, 6, 8, 8, 7, 6, 6, 5, 5, 5, 6, 7, 9, 10, 10, 9, 6, 3),
    Origin.EMAIL: (1, 0, 0, 0, 0, 1, 2, 5, 8, 9, 8, 6, 5, 6, 6, 5, 5, 4, 4, 5, 6, 5, 3, 2),
    Origin.PHONE: (0, 0, 0, 0, 0, 0, 0, 0, 5, 10, 10, 9, 4, 6, 7, 7, 5, 0, 0, 0, 0, 0, 0, 0),
    Origin.WALK_IN: (0, 0, 0, 0, 0, 0, 0, 0, 1, 5, 6, 5, 2, 4, 5, 4, 2, 0, 0, 0, 0, 0, 0, 0),
}
WAYS = {Origin.WEB: 54, Origin.PHONE: 26, Origin.EMAIL: 13, Origin.WALK_IN: 7}
AT_A_HOTSPOT = 0.3
NEAR_HOME = 0.7


@dataclass(slots=True)
class Occasion:
    """Somebody has a reason to get in touch. `answers` are those the plot insists on; `open_end`: not done by today."""

    service: str
    at: datetime
    origin: Origin
    resident: Resident
    address: AddressRow
    answers: dict[str, Any] = field(default_factory=dict)
    open_end: bool = False


class Demand:
    """The habits of a city: the same from the same seed."""

    def __init__(
        self, people: list[Resident], homes: list[AddressRow], services: set[str], random: Random, now: datetime
    ) -> None:
        self._random, self._now, self._people = random, now, people
        self._writes = [one.writes for one in people]
        self._voices = {code: voice for code, voice in voices().items() if code in services}
        self._by_area: dict[str, list[AddressRow]] = defaultdict(list)
        self._by_street: dict[str, list[AddressRow]] = defaultdict(list)
        for home in homes:
            self._by_area[home.locality].append(home)
            self._by_street[home.street].append(home)
        streets = sorted(self._by_street)
        self._hotspots = {
            code: random.sample(streets, voice.get("hotspots", 0)) for code, voice in self._voices.items()
        }

    def occasions(self, count: int) -> list[Occasion]:
        """So many over two years, in the order of time; more of them lately, for word gets round."""
        return sorted((self._occasion() for _ in range(count)), key=lambda one: one.at)

    def occasion_at(self, service: str, at: datetime, **columns: Any) -> Occasion:
        """One at a given moment, from the website."""
        resident = self._somebody(Origin.WEB)
        return Occasion(service, at, Origin.WEB, resident, self._place(service, resident), **columns)

    def again(self, first: Occasion, at: datetime) -> Occasion:
        """The same thing, reported by somebody else, who was asleep at night."""
        return Occasion(first.service, awake(at), Origin.WEB, self._somebody(Origin.WEB), first.address)

    def crossing(self, address: AddressRow) -> str:
        """Another street of the same part of the city."""
        other = self._random.choice(self._by_area[address.locality]).street
        return other if other != address.street else self._random.choice(self._by_area[address.locality]).street

    def _occasion(self) -> Occasion:
        origin = self._random.choices(list(WAYS), list(WAYS.values()))[0]
        at = self._moment(origin)
        month = timezone.localtime(at).month - 1
        weights = [voice["weight"] * SEASONS[voice["season"]][month] for voice in self._voices.values()]
        service = self._random.choices(list(self._voices), weights)[0]
        resident = self._somebody(origin)
        return Occasion(service, at, origin, resident, self._place(service, resident))

    def _moment(self, origin: Origin) -> datetime:
        while True:
            day = self._now - YEARS * (1 - self._random.random() ** 0.6)
            hour = self._random.choices(range(24), HOURS[origin])[0]
            local = timezone.localtime(day).replace(hour=hour, minute=self._random.randrange(60), second=0)
            at = local + timedelta(seconds=self._random.randrange(60))
            office_day = local.weekday() < 5 or (origin == Origin.WEB and self._random.random() < 0.6)  # noqa: PLR2004
            if office_day and at < self._now - timedelta(minutes=30):
                return at.astimezone(self._now.tzinfo)

    def _somebody(self, origin: Origin) -> Resident:
        while True:
            one = self._random.choices(self._people, self._writes)[0]
            if origin != Origin.EMAIL or one.email:
                return one

    def _place(self, service: str, resident: Resident) -> AddressRow:
        voice = self._voices[service]
        if self._hotspots[service] and self._random.random() < AT_A_HOTSPOT:
            return self._random.choice(self._by_street[self._random.choice(self._hotspots[service])])
        if voice.get("home"):
            return resident.home
        area = self._by_area[resident.home.locality]
        if self._random.random() > NEAR_HOME:
            area = self._random.choice(list(self._by_area.values()))
        some = self._random.sample(area, min(12, len(area)))
        return min(some, key=lambda one: distance_m(one.location, resident.home.location))
