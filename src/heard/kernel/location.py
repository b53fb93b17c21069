"""A place on earth (WGS84 longitude/latitude), the column that stores it, nearness. Areas are the places domain's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import h3
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, FloatField, Func, Lookup, Value

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

EARTH_RADIUS_M = 6_371_008.8
METRES_PER_DEGREE = math.pi * EARTH_RADIUS_M / 180
HALF_TURN, RIGHT_ANGLE = 180, 90
CELL_RESOLUTION = 10  # about 120 m across

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Location:
    """Longitude and latitude in degrees, WGS84."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (abs(self.lon) <= HALF_TURN and abs(self.lat) <= RIGHT_ANGLE):
            msg = f"no such place on earth: longitude {self.lon}, latitude {self.lat}"
            raise ValueError(msg)

    def __str__(self) -> str:
        return f"{self.lat:.6f}, {self.lon:.6f}"


def distance_m(a: Location, b: Location) -> float:
    """The distance in metres along the surface (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2)
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2)
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(half_lat**2 + math.cos(lat_a) * math.cos(lat_b) * half_lon**2))


def box_around(location: Location, metres: float) -> Box:
    """The (west, south, east, north) degrees that hold every place within `metres`."""
    lat = metres / METRES_PER_DEGREE
    lon = lat / max(math.cos(math.radians(location.lat)), 0.01)
    return location.lon - lon, location.lat - lat, location.lon + lon, location.lat + lat


def cell(location: Location) -> int:
    """The H3 cell of this place, as the 64-bit integer that is stored."""
    return int(h3.str_to_int(h3.latlng_to_cell(location.lat, location.lon, CELL_RESOLUTION)))


def middle_of(cell_id: int) -> Location:
    """The middle of an H3 cell: where something is, as far as its cell tells."""
    lat, lon = h3.cell_to_latlng(h3.int_to_str(cell_id))
    return Location(lon, lat)


class LocationField(models.Field):  # type: ignore[type-arg]  # not subscriptable at run time
    """A PostgreSQL `point`. Put a GiST index on it; `__within=(west, south, east, north)` uses that index."""

    description = "a place on earth"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002 -- Django's signature
        """The column's type."""
        return "point"

    def from_db_value(self, value: str | None, *_: Any) -> Location | None:
        """PostgreSQL's `(lon,lat)` as a Location."""
        if value is None:
            return None
        lon, lat = value.strip("()").split(",")
        return Location(float(lon), float(lat))

    def get_prep_value(self, value: Location | None) -> str | None:
        """A Location as PostgreSQL reads it."""
        return None if value is None else f"({value.lon!r},{value.lat!r})"

    def to_python(self, value: Any) -> Location | None:
        """A Location from itself or from the text "lon,lat"."""
        if value is None or isinstance(value, Location):
            return value
        try:
            lon, lat = str(value).strip("()").split(",")
            return Location(float(lon), float(lat))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def value_to_string(self, obj: models.Model) -> str:
        """The text `to_python` reads."""
        return self.get_prep_value(self.value_from_object(obj)) or ""


@LocationField.register_lookup
class Within(Lookup):
    """`location__within=(west, south, east, north)`: inside the box, found by the GiST index."""

    lookup_name = "within"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ARG002
        """The box as four numbers."""
        west, south, east, north = value
        return "%s", [west, south, east, north]

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """`column <@ box(point, point)`."""
        column, params = self.process_lhs(compiler, connection)
        _, box = self.process_rhs(compiler, connection)
        return f"{column} <@ box(point(%s, %s), point(%s, %s))", [*params, *box]


class Nearness(Func):
    """Order by `Nearness("location", here)`: nearest first, walked by the GiST index. In degrees: see `distance_m`."""

    arg_joiner = " <-> "
    template = "%(expressions)s"
    output_field = FloatField()

    def __init__(self, column: str, here: Location) -> None:
        super().__init__(F(column), Value(here, LocationField()))
