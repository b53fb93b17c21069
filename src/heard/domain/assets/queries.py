"""Reading layers and the things in them: by code, by name, by nearness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, FloatField, Func, Q, Value

from heard.domain.assets.models import Asset, Layer
from heard.kernel.location import LocationField, Nearness, box_around, distance_m

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import Expression

    from heard.kernel.location import Location

# The index counts in degrees, which are longer to the north than to the east: the nearest are among its first few.
SPARE = 4
SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True)
class NearbyAsset:
    """A thing, and how far it is."""

    asset: Asset
    distance_m: float


def active_layers() -> QuerySet[Layer]:
    """The layers in use."""
    return Layer.objects.filter(active=True)


def layer_with(code: str) -> Layer | None:
    """The layer in use that has this code."""
    return active_layers().filter(code=code).first() if code else None


def things_in(layer: Layer) -> QuerySet[Asset]:
    """What lies in this layer and is in use."""
    return Asset.objects.filter(layer=layer, active=True).order_by("code")


def asset_in(layer_code: str, code: str) -> Asset | None:
    """The thing in use that has this code in its layer; capitals and spaces around it do not matter."""
    known = Asset.objects.filter(layer__code=layer_code, layer__active=True, active=True).select_related("layer")
    return known.filter(code=code.strip()).first() or known.filter(code__iexact=code.strip()).first()


def metres_to_nearest(layer_code: str, column: str = "location") -> Expression:
    """An expression: metres from this column to the nearest thing of the layer in use; null where there is none."""
    return _metres(layer_code, F(column))


def nearest_of_layer(layer_code: str, location: Location) -> float | None:
    """Metres to the nearest thing of the layer; the database measures, so that it agrees with `metres_to_nearest`."""
    here = _metres(layer_code, Value(location, LocationField()))
    found: float | None = Layer.objects.filter(code=layer_code).values_list(here, flat=True).first()
    return found


def assets_near(layer_code: str, location: Location, *, within_m: float = 200, limit: int = 10) -> list[NearbyAsset]:
    """Things of a layer around a place, nearest first. Two queries."""
    layer = layer_with(layer_code)
    around = _of_layer(layer).filter(location__within=box_around(location, within_m))
    few = around.order_by(Nearness("location", location))[: limit * SPARE]
    measured = (NearbyAsset(asset, distance_m(location, asset.location)) for asset in few)
    near = [found for found in measured if found.distance_m <= within_m]
    return sorted(near, key=lambda found: found.distance_m)[:limit]


def assets_called(layer_code: str, words: str, *, limit: int = 20) -> list[Asset]:
    """Things of a layer whose code begins so, or whose name has these words."""
    if len(words.strip()) < SHORTEST_SEARCH:
        return []
    called = Q(code__istartswith=words.strip()) | Q(name__icontains=words.strip())
    return list(_of_layer(layer_with(layer_code)).filter(called).order_by("code")[:limit])


def _of_layer(layer: Layer | None) -> QuerySet[Asset]:
    return Asset.objects.filter(layer=layer, active=True) if layer else Asset.objects.none()


def _metres(layer_code: str, here: Expression | F) -> Expression:
    return Func(Value(layer_code), here, function="assets_metres_to_nearest", output_field=FloatField())
