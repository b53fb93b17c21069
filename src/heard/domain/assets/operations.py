"""Changing layers and what is in them. The only writer of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.assets.models import Asset, Layer
from heard.domain.journal.operations import record
from heard.kernel.checked import added, changed, renumbered

if TYPE_CHECKING:
    from heard.domain.assets.rules.register import AssetRow
    from heard.kernel.actor import Actor

BATCH = 2_000
WRITTEN = ("name", "location", "attributes", "active")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetsImported:
    """What an import did, by code. `absent`: in use, but not in the file; gone if so was asked, else left alone."""

    created: list[str]
    changed: list[str]
    unchanged: int
    absent: list[str]


@dataclass(frozen=True, slots=True)
class _Compared:
    """The rows of a register beside what is known."""

    new: list[Asset]
    differing: list[Asset]  # with the new values on them
    unchanged: int
    absent: list[Asset]

    def told(self) -> AssetsImported:
        return AssetsImported(
            created=[asset.code for asset in self.new],
            changed=[asset.code for asset in self.differing],
            unchanged=self.unchanged,
            absent=sorted(asset.code for asset in self.absent),
        )


@transaction.atomic
def add_layer(*, name: str, code: str, one_name: str, actor: Actor, **columns: Any) -> Layer:
    """A new kind of things, behind the others. What lies in it comes from a file."""
    position = columns.pop("position", None)
    position = Layer.objects.count() if position is None else position
    layer = added(Layer(name=name, code=code, one_name=one_name, position=position, **columns))
    record("layer.added", actor=actor, subject=layer.id, code=code)
    return layer


@transaction.atomic
def change_layer(layer: Layer, *, actor: Actor, **columns: Any) -> None:
    """Anything about a layer but its code."""
    if names := changed(layer, columns):
        record("layer.changed", actor=actor, subject=layer.id, code=layer.code, fields=names)


@transaction.atomic
def move_layer(layer: Layer, *, step: int, actor: Actor) -> None:
    """One place up (-1) or down (+1)."""
    Layer.objects.bulk_update(renumbered(Layer.objects.all(), layer, step=step), ["position"])
    record("layer.moved", actor=actor, subject=layer.id, code=layer.code, step=step)


@transaction.atomic
def import_assets(layer: Layer, *, rows: list[AssetRow], retire: bool, actor: Actor) -> AssetsImported:
    """Add what is new, change what has the same code, and with `retire` take out of use what the file leaves out.

    Cases keep the things they are about, also those out of use.
    """
    Layer.objects.select_for_update().get(pk=layer.pk)
    found = _compared(layer, rows)
    Asset.objects.bulk_create(found.new, batch_size=BATCH)
    Asset.objects.bulk_update(found.differing, WRITTEN, batch_size=BATCH)
    if retire:
        Asset.objects.filter(id__in=[asset.id for asset in found.absent]).update(active=False)
    record(
        "assets.imported",
        actor=actor,
        subject=layer.id,
        code=layer.code,
        added=len(found.new),
        changed=len(found.differing),
        retired=len(found.absent) if retire else 0,
    )
    return found.told()


def import_tried(layer: Layer, *, rows: list[AssetRow]) -> AssetsImported:
    """What an import would do. Nothing is written."""
    return _compared(layer, rows).told()


def held(asset: Asset) -> Asset:
    """The same thing, held until the caller's transaction ends."""
    return Asset.objects.select_for_update(of=("self",)).select_related("layer").get(pk=asset.pk)


def _compared(layer: Layer, rows: list[AssetRow]) -> _Compared:
    known = {asset.code: asset for asset in Asset.objects.filter(layer=layer)}
    new, differing, unchanged = [], [], 0
    for row in rows:
        asset = known.pop(row.code, None)
        if asset is None:
            new.append(Asset(layer=layer, code=row.code, **_columns(row)))
        elif _written(asset, row):
            differing.append(asset)
        else:
            unchanged += 1
    return _Compared(new, differing, unchanged, [asset for asset in known.values() if asset.active])


def _columns(row: AssetRow) -> dict[str, Any]:
    return {"name": row.name, "location": row.location, "attributes": row.attributes, "active": True}


def _written(asset: Asset, row: AssetRow) -> bool:
    """Whether the row says something else; then it stands on the asset."""
    columns = _columns(row)
    differs = any(getattr(asset, name) != value for name, value in columns.items())
    for name, value in columns.items():
        setattr(asset, name, value)
    return differs
