"""Changing what is known about places. The only writer of areas and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from heard.domain.journal.operations import record
from heard.domain.places.models import LONGEST_ADDRESS, Address, Area
from heard.domain.places.rules.addresses import searchable
from heard.kernel import clock
from heard.kernel.checked import renumbered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.places.rules.addresses import AddressRow
    from heard.domain.places.rules.boundary_files import BoundaryArea
    from heard.kernel.actor import Actor

BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasImported:
    """What an import of boundaries did, by name of the area. `absent`: in use, but not in the file; left alone."""

    created: list[str]
    changed: list[str]
    unchanged: list[str]
    mended: list[str]
    absent: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressesImported:
    """What an import of addresses did."""

    read: int
    added: int


@transaction.atomic
def import_areas(*, actor: Actor, areas: list[BoundaryArea], kind: str = "neighbourhood") -> AreasImported:
    """Create the areas of a boundary file, or change those that have the same code."""
    known = {area.code: area for area in Area.objects.select_for_update()}
    names: dict[str, list[str]] = {"created": [], "changed": [], "unchanged": []}
    free_position = _free_position()
    for new in areas:
        area = known.pop(new.code, None) or Area(code=new.code, position=free_position + len(names["created"]))
        outcome = _outcome(area, new, kind)
        names[outcome].append(new.name)
        if outcome != "unchanged":
            _draw(area, new, kind)
    record("areas.imported", actor=actor, created=len(names["created"]), changed=len(names["changed"]))
    return AreasImported(
        **names,
        mended=[new.name for new in areas if new.surface.mended],
        absent=[area.name for area in known.values() if area.active],
    )


def _free_position() -> int:
    last = Area.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _outcome(area: Area, new: BoundaryArea, kind: str) -> str:
    if area._state.adding:  # noqa: SLF001 -- Django's documented way to ask
        return "created"
    same = (area.name, area.kind, area.geometry) == (new.name, kind, new.surface.geometry)
    return "unchanged" if same else "changed"


def _draw(area: Area, new: BoundaryArea, kind: str) -> None:
    area.name, area.kind, area.geometry = new.name, kind, new.surface.geometry
    area.west, area.south, area.east, area.north = new.surface.box
    area.save()


@transaction.atomic
def change_area(
    *, actor: Actor, area_id: UUID, name: str | None = None, position: int | None = None, active: bool | None = None
) -> Area:
    """Rename an area, change its precedence, or take it in or out of use. Its cases keep it."""
    wanted = {"name": name, "position": position, "active": active}
    changes = {attribute: value for attribute, value in wanted.items() if value is not None}
    area = Area.objects.defer("geometry").select_for_update().get(id=area_id)
    for attribute, value in changes.items():
        setattr(area, attribute, value)
    area.save(update_fields=[*changes, "changed_at"])
    record("area.changed", actor=actor, subject=area.id, code=area.code, fields=sorted(changes))
    return area


@transaction.atomic
def move_area(area: Area, *, step: int, actor: Actor) -> None:
    """On a shared border, tried one place earlier (-1) or later (+1)."""
    Area.objects.bulk_update(renumbered(Area.objects.defer("geometry"), area, step=step), ["position"])
    # The index of areas is read again when an area has changed, and bulk_update does not say so by itself.
    Area.objects.filter(pk=area.pk).update(changed_at=clock.now())
    record("area.moved", actor=actor, subject=area.id, code=area.code, step=step)


def areas_import_tried(*, areas: list[BoundaryArea], actor: Actor, kind: str = "neighbourhood") -> AreasImported:
    """What an import would do: it is done, told, and taken back."""
    with transaction.atomic():
        done = import_areas(actor=actor, areas=areas, kind=kind)
        transaction.set_rollback(True)
    return done


@transaction.atomic
def import_addresses(*, actor: Actor, rows: Iterable[AddressRow]) -> AddressesImported:
    """Add addresses, or move those that are known already by the same text. Reads `rows` as a stream."""
    before = Address.objects.count()
    read = 0
    batch: dict[str, Address] = {}
    for read, row in enumerate(rows, start=1):  # noqa: B007 -- the last number is the count
        address = _address(row)
        batch[address.text] = address
        if len(batch) == BATCH:
            _save(batch)
            batch = {}
    _save(batch)
    done = AddressesImported(read=read, added=Address.objects.count() - before)
    record("addresses.imported", actor=actor, read=done.read, added=done.added)
    return done


def _address(row: AddressRow) -> Address:
    text = row.line[:LONGEST_ADDRESS]
    return Address(
        text=text,
        street=row.street,
        number=row.number,
        locality=row.locality,
        postcode=row.postcode,
        location=row.location,
        search=searchable(text),
    )


def _save(batch: dict[str, Address]) -> None:
    Address.objects.bulk_create(
        batch.values(),
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=["street", "number", "locality", "postcode", "location", "search"],
    )
