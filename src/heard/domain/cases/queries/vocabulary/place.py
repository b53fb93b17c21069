"""Where it is: the area, the address, and how far the nearest thing of a layer is ("within 200 m of a school")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from heard.domain.assets.models import Layer
from heard.domain.assets.queries import metres_to_nearest, nearest_of_layer
from heard.domain.criteria.rules import Family, Field, Kind
from heard.domain.places.models import Area

from .source import Source, named, of_rows, truth

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.cases.models import Case


def _fields(_now: datetime) -> list[Field | Family]:
    shelf = _("the place")
    placed = truth(Q(location__isnull=False))
    return [
        Field("area", _("area"), Kind.AREA, "code", choices=named(Area.objects),
              through=of_rows(Area.objects, "area"), shelf=shelf),
        Field("address", _("address"), Kind.TEXT, "address", shelf=shelf),
        Field("on_map", _("report has a place on the map"), Kind.TRUTH, placed, shelf=shelf),
        Family("near", _near, _offered, shelf=shelf),
    ]  # fmt: skip


def _near(code: str) -> Field | None:
    """The distance to a layer of things; a layer that is out of use has none near."""
    name = Layer.objects.filter(code=code).values_list("one_name", flat=True).first()
    if name is None:
        return None
    label = _("distance to the nearest %(thing)s") % {"thing": name}
    return Field(f"near.{code}", label, Kind.NUMBER, metres_to_nearest(code), unit=_("metres"))


def _offered() -> dict[str, str]:
    layers = Layer.objects.filter(active=True).values_list("code", "one_name")
    return {code: _("distance to the nearest %(thing)s") % {"thing": name} for code, name in layers}


def _metres(case: Case, code: str) -> float | None:
    return nearest_of_layer(code, case.location) if case.location else None


PLACE = Source(
    _fields,
    {
        "area": lambda case, _now: case.area.code if case.area else None,
        "address": lambda case, _now: case.address,
        "on_map": lambda case, _now: case.location is not None,
    },
    {"near": _metres},
)
