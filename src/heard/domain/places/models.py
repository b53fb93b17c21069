"""Areas and addresses."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models

from heard.kernel.location import LocationField
from heard.kernel.model import Row

LONGEST_ADDRESS = 300


class Area(Row):
    """A part of the council's land: a ward, a neighbourhood. `geometry` is a GeoJSON Polygon or MultiPolygon."""

    name = models.CharField(max_length=100)
    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=40, default="neighbourhood")
    geometry = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    position = models.PositiveIntegerField(default=0)  # on a shared border the lowest one wins
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """In the order they are tried."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Address(Row):
    """A building's address and where it stands. `text` is all of it on one line, unlike any other."""

    text = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    street = models.CharField(max_length=150)
    number = models.CharField(max_length=20, blank=True)
    locality = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    location = LocationField()
    search = models.TextField(editable=False)  # `text` as rules.addresses.searchable gives it

    class Meta:
        """Found by the beginnings of its words, by likeness, and by nearness."""

        indexes: ClassVar[list[models.Index]] = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="address_search"),
            GistIndex(OpClass("location", name="point_ops"), name="address_place"),
        ]

    def __str__(self) -> str:
        return self.text
