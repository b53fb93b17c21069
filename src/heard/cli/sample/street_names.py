"""Names for streets that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_FIRST = """
Alder Almond Amber Anchor Anvil Apple Arbour Aster Badger Barley Basil Bellows Birchfield Bluebell Boatyard Bramble
Briar Brickmaker Brook Butterfly Candle Cartwright Cedarwood Chestnut Clover Cobbler Comet Compass Cooper Copper
Coral Cornflower Cricket Damson Dolphin Dovecote Driftwood Drummer Ember Falcon Fernhill Ferry Fiddler Firefly
Flint Foxglove Garnet Glassmaker Goldfinch Gosling Granary Hawthorn Hazel Heather Heron Honeysuckle Hopfield
Hornbeam Indigo Iris Ivory Jasmine Juniper Kestrel Kingfisher Kiln Lantern Larkspur Lavender Lighthouse Lilac Linnet
Mallow Mariner Marigold Marlin Mason Meadowlark Millrace Mulberry Nettle Nightingale Nutmeg Oakdale Orchid Osprey
Otter Pebble Pepper Periwinkle Plover Poppy Primrose Quarry Quill Quince Raven Redwing Robin Rosehip Rowan Ropemaker
Saddler Saffron Sandpiper Shepherd Skylark Sorrel Sparrow Starling Sundial Swallow Sycamore Tallow Tanner Thistle
Thrush Thyme Tinsmith Topaz Walnut Watermill Weaver Wheelwright Willowbank Windmill Wren Yarrow
"""
_KINDS = ("Street", "Street", "Avenue", "Road", "Lane", "Place", "Terrace")


def street_names(random: Random) -> Iterator[str]:
    """Some eight hundred names in a random order, no two of them alike."""
    names = sorted({f"{first} {kind}" for first in _FIRST.split() for kind in _KINDS})
    random.shuffle(names)
    yield from names
