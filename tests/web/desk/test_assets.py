"""A thing's page: its facts, and of its cases those the reader may see."""

import pytest

from heard.domain.cases.models import Case, Outcome, Status
from heard.kernel.ids import new_id
from tests.town.assets import AssetFactory, LayerFactory
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def test_its_facts_and_its_cases(agent, django_assert_max_num_queries) -> None:
    lamp = AssetFactory(code="L-1042", name="Elm Street", attributes={"lamp": "LED"})
    now = CaseFactory(asset=lamp)
    before = CaseFactory(asset=lamp, status=Status.CLOSED, outcome=Outcome.FIXED)
    hidden = CaseFactory(asset=lamp, service=ServiceFactory(confidential=True))
    elsewhere = CaseFactory(asset=AssetFactory())

    with django_assert_max_num_queries(12):
        page = text_of(agent.get(f"/desk/assets/{lamp.id}/"))

    assert "L-1042" in page
    assert "LED" in page
    assert now.reference in page
    assert before.reference in page
    assert hidden.reference not in page
    assert elsewhere.reference not in page


def test_the_case_says_which_it_is(agent) -> None:
    case = CaseFactory(asset=AssetFactory(code="L-1042", layer__one_name="street light"))

    answer = agent.get(f"/desk/cases/{case.reference}/")

    assert "Street light L-1042" in text_of(answer)
    assert f"/desk/assets/{case.asset_id}/" in answer.content.decode()


def test_staff_choose_it_while_they_record_a_call(agent, reported) -> None:
    reported.council.pothole.asset_layer = "lights"
    reported.council.pothole.save()
    lamp = AssetFactory(layer=LayerFactory(code="lights"), code="L-1042")
    call = {
        "submission": new_id(), "origin": "phone", "language": "en", "service": "pothole", "words": "hole",
        "description": "It is dark", "lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat, "phone": "+1 203 555 0142",
    }  # fmt: skip

    assert "L-1042" in text_of(agent.post("/desk/record/", call))
    agent.post("/desk/record/", call | {"asset_near": "L-1042", "save": "yes"})

    assert Case.objects.latest("created_at").asset == lamp
