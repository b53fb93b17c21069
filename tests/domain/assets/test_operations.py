"""An import adds, changes and retires by code, says what it did, and tried first changes nothing."""

import pytest

from heard.domain.assets.models import Asset
from heard.domain.assets.operations import add_layer, import_assets, import_tried, move_layer
from heard.domain.assets.rules.register import AssetRow
from heard.domain.journal.models import Entry
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput
from tests.town.assets import AssetFactory, LayerFactory
from tests.town.places import EAST_SQUARE, WEST_SQUARE

pytestmark = pytest.mark.django_db
ROWS = [AssetRow("new", WEST_SQUARE), AssetRow("moved", EAST_SQUARE, "Elm Street", {"lamp": "LED"})]


def test_by_code() -> None:
    layer = LayerFactory()
    AssetFactory(layer=layer, code="moved")
    AssetFactory(layer=layer, code="left out")
    AssetFactory(code="moved")  # of another layer

    done = import_assets(layer, rows=ROWS, retire=True, actor=SYSTEM)

    assert (done.created, done.changed, done.unchanged, done.absent) == (["new"], ["moved"], 0, ["left out"])
    moved = Asset.objects.get(layer=layer, code="moved")
    assert (moved.location, moved.name, moved.attributes) == (EAST_SQUARE, "Elm Street", {"lamp": "LED"})
    assert list(Asset.objects.filter(active=False).values_list("code", flat=True)) == ["left out"]
    assert Entry.objects.get(kind="assets.imported").data == {
        "code": layer.code, "added": 1, "changed": 1, "retired": 1,
    }  # fmt: skip


def test_the_same_file_again_changes_nothing() -> None:
    layer = LayerFactory()
    import_assets(layer, rows=ROWS, retire=True, actor=SYSTEM)

    again = import_assets(layer, rows=ROWS, retire=True, actor=SYSTEM)

    assert (again.created, again.changed, again.unchanged, again.absent) == ([], [], 2, [])


def test_what_comes_back_is_in_use_again() -> None:
    layer = LayerFactory()
    AssetFactory(layer=layer, code="new", active=False)

    assert import_assets(layer, rows=ROWS[:1], retire=False, actor=SYSTEM).changed == ["new"]
    assert Asset.objects.get(code="new").active


def test_tried_it_changes_nothing() -> None:
    layer = LayerFactory()
    AssetFactory(layer=layer, code="left out")

    would = import_tried(layer, rows=ROWS)

    assert (len(would.created), would.absent) == (2, ["left out"])
    assert Asset.objects.get().active
    assert not Entry.objects.filter(kind="assets.imported").exists()


def test_a_layer_needs_a_code_of_its_own_and_can_be_moved() -> None:
    lights = add_layer(name="Street lights", code="lights", one_name="street light", actor=SYSTEM)
    bins = add_layer(name="Bins", code="bins", one_name="bin", actor=SYSTEM)
    with pytest.raises(InvalidInput):
        add_layer(name="Lamps", code="lights", one_name="lamp", actor=SYSTEM)

    move_layer(bins, step=-1, actor=SYSTEM)

    bins.refresh_from_db()
    lights.refresh_from_db()
    assert bins.position < lights.position
