"""Which street light is it? Chosen from those near, or by its number; one that is reported already is joined."""

import pytest

from heard.domain.assets.models import Asset
from heard.domain.cases.models import Case
from tests.town.assets import AssetFactory, LayerFactory
from tests.town.cases import CaseFactory
from tests.town.places import EAST_SQUARE, WEST_SQUARE
from tests.web.desk.pages import text_of
from tests.web.portal.resident import errors_in


@pytest.fixture
def lamp(council) -> Asset:
    council.pothole.asset_layer = "lights"
    council.pothole.save()
    return AssetFactory(layer=LayerFactory(code="lights"), code="L-1", name="Elm Street")


def test_one_of_those_near(resident, lamp) -> None:
    AssetFactory(layer=lamp.layer, code="far", location=EAST_SQUARE)
    draft = resident.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)

    page = text_of(resident.client.get(f"{draft}asset/"))
    assert "Which street light is it?" in page
    assert "L-1, Elm Street" in page
    assert "far" not in page

    assert resident.answer(draft, "asset", asset_near="L-1").headers["Location"] == f"{draft}details/"
    resident.answer(draft, "details", description="It is dark")
    resident.answer(draft, "photos")
    resident.answer(draft, "contact")
    assert "L-1" in text_of(resident.client.get(f"{draft}check/"))
    resident.answer(draft, "check")
    assert Case.objects.get().asset == lamp


def test_by_its_number_or_not_at_all(resident, lamp) -> None:
    draft = resident.begin()

    wrong = resident.answer(draft, "asset", asset="L-9")
    assert errors_in(wrong) == ["We know no street light L-9. Check what is written on it."]
    assert resident.answer(draft, "asset", asset="l-1").status_code == 302
    assert resident.client.get(f"{draft}asset/").context["form"]["asset"].value() == "L-1"
    assert resident.answer(draft, "asset").headers["Location"] == f"{draft}details/"


def test_one_that_is_reported_already_is_joined(resident, lamp) -> None:
    case = CaseFactory(asset=lamp, service__name="Pothole")
    draft = resident.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)

    assert "Reported already" in text_of(resident.client.get(f"{draft}asset/"))
    answer = resident.answer(draft, "asset", asset_near="L-1")
    assert answer.headers["Location"].startswith(f"/report/follow/{case.reference}/?report=")


def test_other_services_and_layers_that_are_not_public_ask_nothing(resident, lamp) -> None:
    lamp.layer.public = False
    lamp.layer.save()
    draft = resident.begin()
    assert resident.client.get(f"{draft}asset/").headers["Location"] == f"{draft}details/"
