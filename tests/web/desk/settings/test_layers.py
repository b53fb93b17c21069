"""Things on the map: a layer is set up, its register tried first and then brought in."""

from io import BytesIO

import pytest

from heard.domain.assets.models import Asset, Layer
from tests.town.assets import AssetFactory, LayerFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def register(*lines: str) -> BytesIO:
    file = BytesIO("\n".join(["code,name,lon,lat", *lines]).encode())
    file.name = "lamps.csv"
    return file


def test_a_layer_is_added(administrator) -> None:
    administrator.post(
        "/desk/settings/layers/new/", {"name": "Street lights", "one_name": "street light", "public": "on"}
    )

    layer = Layer.objects.get()
    assert (layer.code, layer.public, layer.one_open_fault) == ("street-lights", True, False)
    assert "0 in use · residents choose from them" in text_of(administrator.get("/desk/settings/layers/"))


def test_a_register_is_tried_and_then_brought_in(administrator) -> None:
    layer = LayerFactory()
    AssetFactory(layer=layer, code="old")
    path = f"/desk/settings/layers/{layer.id}/"

    tried = administrator.post(f"{path}upload/", {"file": register("L-1,Elm Street,-72.95,41.3"), "retire": "on"})

    page = text_of(tried)
    assert "Added 1: L-1" in page
    assert "taken out of use 1: old" in page
    assert list(Asset.objects.filter(active=True).values_list("code", flat=True)) == ["old"]

    administrator.post(f"{path}apply/", {"ticket": tried.context["ticket"]})

    assert list(Asset.objects.filter(active=True).values_list("code", flat=True)) == ["L-1"]
    assert "Elm Street" in text_of(administrator.get(f"{path}things/?q=elm"))
    assert "Nothing is called so" in text_of(administrator.get(f"{path}things/?q=oak"))


def test_a_ticket_is_good_for_its_own_layer_alone(administrator) -> None:
    one, other = LayerFactory(), LayerFactory()
    file = register("L-1,,-72.95,41.3")
    ticket = administrator.post(f"/desk/settings/layers/{one.id}/upload/", {"file": file}).context["ticket"]

    answer = administrator.post(f"/desk/settings/layers/{other.id}/apply/", {"ticket": ticket})

    assert answer.status_code == 409
    assert not Asset.objects.exists()


def test_a_bad_file_is_refused_in_sentences(administrator) -> None:
    layer = LayerFactory()

    answer = administrator.post(f"/desk/settings/layers/{layer.id}/upload/", {"file": register("L-1,,east,41.3")})

    assert answer.status_code == 400
    assert "Line 2: It has no place" in text_of(answer)
