"""The town's things: street lights on Elm Street, numbered."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from heard.domain.assets.models import Asset, Layer
from tests.town.places import WEST_SQUARE


class LayerFactory(DjangoModelFactory):
    """Street lights, of which each has one open fault."""

    name = factory.Sequence(lambda n: f"Street lights {n}")
    code = factory.Sequence(lambda n: f"lights-{n}")
    one_name = "street light"
    one_open_fault = True

    class Meta:
        model = Layer


class AssetFactory(DjangoModelFactory):
    """A lamp in Westside."""

    layer = factory.SubFactory(LayerFactory)
    code = factory.Sequence(lambda n: f"L-{n}")
    location = WEST_SQUARE

    class Meta:
        model = Asset
