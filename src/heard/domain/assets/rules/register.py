"""What a register of things holds, read from its features: codes, names, places. Every problem is told at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.assets.rules.formats import Feature, features_in
from heard.kernel.errors import InvalidInput
from heard.kernel.location import HALF_TURN, RIGHT_ANGLE, Location, distance_m

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_THINGS = 300_000
MOST_PROBLEMS_TOLD = 10
LONGEST_CODE, LONGEST_NAME, LONGEST_FACT = 60, 150, 200
MOST_FACTS = 30
FARTHEST_M = (
    200_000  # from the council: farther is another part of the world, or longitude and latitude in each other's place
)
CODES = ("code", "asset_id", "assetid", "ref", "number", "id", "fid", "objectid")
NAMES = ("name", "title", "description", "address", "location_name")


class BadThing(ValueError):
    """One thing of the file cannot be taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A thing as its register has it. `attributes`: what the register says besides, as it says it."""

    code: str
    location: Location
    name: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)


def read_register(
    content: bytes, *, code_property: str = "", name_property: str = "", near: Location | None = None
) -> list[AssetRow]:
    """The things of a GeoJSON or CSV file, in its order; InvalidInput names the field "file".

    Without `code_property` the first usual name that the file has is taken. `near` is any place of the council.
    """
    features = features_in(content)
    if not features:
        raise _refused([_("There is nothing in this file.")])
    if len(features) > MOST_THINGS:
        raise _refused([_("There are more than %(most)d things in this file.") % {"most": MOST_THINGS}])
    code_key = _property(features, code_property, CODES)
    if not code_key:
        raise _refused([_no_code(code_property)])
    name_key = _property(features, name_property, NAMES)
    rows, problems = [], []
    for feature in features:
        try:
            rows.append(_row(feature, code_key, name_key, near))
        except BadThing as problem:
            problems.append(f"{feature.where}: {problem}")
    problems.extend(_twice(rows))
    if problems:
        raise _refused(problems)
    return rows


def _property(features: list[Feature], wanted: str, usual: tuple[str, ...]) -> str:
    """The column meant, in the case the file writes it; empty where no feature has it."""
    known = {key.lower(): key for feature in features for key in feature.properties}
    names = (wanted.strip().lower(),) if wanted.strip() else usual
    return next((known[name] for name in names if name in known), "")


def _row(feature: Feature, code_key: str, name_key: str, near: Location | None) -> AssetRow:
    code = _text(feature.properties.get(code_key))
    if not code:
        raise BadThing(_("It has no code in “%(column)s”.") % {"column": code_key})
    if len(code) > LONGEST_CODE:
        raise BadThing(_("Its code is longer than %(most)d characters.") % {"most": LONGEST_CODE})
    said = ((key, _fact(value)) for key, value in feature.properties.items() if key not in (code_key, name_key))
    facts = {key: fact for key, fact in said if fact != ""}
    name = _text(feature.properties.get(name_key))[:LONGEST_NAME] if name_key else ""
    return AssetRow(code, _place(feature, near), name, dict(list(facts.items())[:MOST_FACTS]))


def _place(feature: Feature, near: Location | None) -> Location:
    if feature.lon is None or feature.lat is None:
        raise BadThing(_("It has no place. Give it longitude and latitude."))
    if not (abs(feature.lon) <= HALF_TURN and abs(feature.lat) <= RIGHT_ANGLE):
        raise BadThing(_("Its place is not in degrees. Export the file in WGS 84 (EPSG:4326)."))
    place = Location(feature.lon, feature.lat)
    if near and distance_m(near, place) > FARTHEST_M:
        raise BadThing(_("It lies far from the council. Check that longitude and latitude are not swapped."))
    return place


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _fact(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else _text(value)[:LONGEST_FACT]


def _twice(rows: list[AssetRow]) -> Iterator[str]:
    for code, count in Counter(row.code for row in rows).items():
        if count > 1:
            yield _("%(count)d things have the code “%(code)s”.") % {"count": count, "code": code}


def _no_code(wanted: str) -> str:
    if wanted:
        return _("Nothing in this file has “%(column)s”. Write the name of the column with the code.") % {
            "column": wanted
        }
    return _("Write which column has the code: the number that stands on each thing.")


def _refused(problems: list[str]) -> InvalidInput:
    told = problems[:MOST_PROBLEMS_TOLD]
    if more := len(problems) - len(told):
        told.append(_("And %(more)d more problems.") % {"more": more})
    return InvalidInput({"file": " ".join(told)})
