"""Layers, and the things in them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models

from heard.kernel.location import LocationField
from heard.kernel.model import Row


class Layer(Row):
    """Things of one kind: "Street lights". Some can be chosen in a report, some only say what is near (schools)."""

    name = models.CharField(max_length=100, unique=True)
    code = models.SlugField(max_length=60, unique=True)
    one_name = models.CharField(max_length=60)  # one of them, as in "which street light?"
    icon = models.CharField(max_length=40, blank=True)
    public = models.BooleanField(default=True)  # residents may see and choose them
    one_open_fault = models.BooleanField(default=False)  # what is reported of one twice is one case
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        """In the order people see them."""

        ordering: ClassVar[list[str]] = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Asset(Row):
    """One thing. `code` is what stands on it or in the register: "L-1042". What is gone is inactive, never deleted."""

    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="assets", db_index=False)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=150, blank=True)
    location = LocationField()
    attributes = models.JSONField(default=dict, blank=True)  # what the register says besides: {"lamp": "LED"}
    active = models.BooleanField(default=True)

    class Meta:
        """Found by its code, and by nearness."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["layer", "code"], name="asset_code_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            GistIndex(OpClass("location", name="point_ops"), name="asset_place"),
            GistIndex(
                "layer",
                OpClass("location", name="point_ops"),
                name="asset_layer_place",
                condition=models.Q(active=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code
