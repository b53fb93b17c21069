"""`heard import assets` as it is typed: tried, done, refused in sentences."""

import pytest
from click.testing import CliRunner, Result

from heard.cli.import_ import command
from heard.domain.assets.models import Asset
from tests.town.assets import AssetFactory, LayerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(tmp_path) -> str:
    file = tmp_path / "lamps.csv"
    file.write_text("pole,street,lon,lat\nL-1,Elm Street,-72.95,41.3\nL-2,Elm Street,-72.951,41.3\n")
    AssetFactory(layer=LayerFactory(code="lights"), code="L-0")
    return str(file)


def heard_import(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["assets", *arguments])


def test_tried_and_then_done(register) -> None:
    arguments = (register, "--layer", "lights", "--code", "pole", "--name", "street", "--retire")

    assert "2 read and nothing changed yet: 2 new" in heard_import(*arguments, "--try").stdout
    assert Asset.objects.count() == 1

    assert "2 new, 0 changed, 0 as they were, 1 not in the file and out of use" in heard_import(*arguments).stdout
    assert sorted(Asset.objects.filter(active=True).values_list("code", "name")) == [
        ("L-1", "Elm Street"),
        ("L-2", "Elm Street"),
    ]


def test_a_layer_that_is_none_and_a_column_that_is_none(register) -> None:
    assert (
        "There is no layer lamps. Add it in the settings. Known are: lights."
        in heard_import(register, "--layer", "lamps").stderr
    )
    assert "Nothing in this file has “ref”" in heard_import(register, "--layer", "lights", "--code", "ref").stderr
