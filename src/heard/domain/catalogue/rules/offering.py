"""Whether somebody can ask for a service here and now, and how that is said. Pure: who asks comes in as an `Asking`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from heard.domain.catalogue.rules.seasons import day_of_year, in_season, next_beginning
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from heard.domain.catalogue.models import Service


class Reason(StrEnum):
    """Why a service cannot be asked for."""

    INFORMATION = "information"
    SEASON = "season"
    AREA = "area"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of whoever asks. `area` is None as long as nobody has said where, "" outside every area."""

    today: date
    area: str | None = None
    age: int | None = None
    areas: Mapping[str, str] = field(default_factory=dict)  # what the areas are called, by code


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why it cannot be asked for, in a sentence that says what to do; and from when it can be."""

    reason: Reason
    sentence: str
    again: date | None = None


def why_not(service: Service, asking: Asking) -> WhyNot | None:
    """None where it can be asked for, as far as is known. What is not known yet stands in nobody's way."""
    if service.information_only:
        return WhyNot(Reason.INFORMATION, _("There is nothing to report here: read what we know about it."))
    if not in_season(service.season_from, service.season_until, asking.today):
        return _out_of_season(service, asking.today)
    if service.areas and asking.area is not None and asking.area not in service.areas:
        where = areas_in_words(service, asking.areas)
        return WhyNot(Reason.AREA, _("We do this in %(areas)s only. Choose a place there.") % {"areas": where})
    if asking.age is not None and not fits_age(service, asking.age):
        return WhyNot(Reason.AGE, _("This is for people %(ages)s.") % {"ages": ages_in_words(service)})
    return None


def check_offered(service: Service, asking: Asking) -> None:
    """Refuse a report of a service that whoever asks cannot ask for."""
    refused = why_not(service, asking)
    if refused is None and asks_age(service) and asking.age is None:
        refused = WhyNot(Reason.AGE, _("Tell us how old the person is."))
    if refused:
        raise InvalidInput({"location" if refused.reason == Reason.AREA else "service": refused.sentence})


def asks_age(service: Service) -> bool:
    """Whether it is only for some ages, so that the age has to be asked."""
    return service.age_from is not None or service.age_until is not None


def fits_age(service: Service, age: int) -> bool:
    """Whether somebody of this age may ask for it."""
    youngest = 0 if service.age_from is None else service.age_from
    return youngest <= age and (service.age_until is None or age <= service.age_until)


def is_told_first(service: Service) -> bool:
    """Whether there is something to read before it is asked for: its own page comes first then."""
    told = (service.information, service.information_only, service.fee, service.areas, service.season_from)
    return any(told) or asks_age(service)


def terms_of(service: Service, areas: Mapping[str, str]) -> list[tuple[str, str]]:
    """When, where, for whom and for what money: pairs of a label and words, those that apply."""
    terms = {
        _("When"): season_in_words(service),
        _("Where"): areas_in_words(service, areas),
        _("For whom"): _("People %(ages)s") % {"ages": ages_in_words(service)} if asks_age(service) else "",
        _("What it costs"): service.fee,
    }
    return [(label, words) for label, words in terms.items() if words]


def season_in_words(service: Service) -> str:
    """Such as "1 April to 31 October"; empty where it is offered all year."""
    if not service.season_from or not service.season_until:
        return ""
    days = {"first": day_of_year(service.season_from), "last": day_of_year(service.season_until)}
    return _("%(first)s to %(last)s") % days


def areas_in_words(service: Service, areas: Mapping[str, str]) -> str:
    """The names of its areas; empty where it is offered everywhere."""
    return get_text_list([areas.get(code, code) for code in service.areas], _("and"))


def ages_in_words(service: Service) -> str:
    """Such as "aged 18 or older", "aged 5 to 15"."""
    if service.age_until is None:
        return _("aged %(from)s or older") % {"from": service.age_from}
    if not service.age_from:
        return _("aged %(until)s or younger") % {"until": service.age_until}
    return _("aged %(from)s to %(until)s") % {"from": service.age_from, "until": service.age_until}


def _out_of_season(service: Service, today: date) -> WhyNot:
    again = next_beginning(service.season_from, today)
    words = {"season": season_in_words(service), "again": date_format(again, "j F Y")}
    return WhyNot(Reason.SEASON, _("We do this from %(season)s. You can ask again from %(again)s.") % words, again)
