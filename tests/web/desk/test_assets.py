"""A thing's page: its facts, and of its cases those the reader may see."""

import pytest

from heard.domain.cases.models import Outcome, Status
from tests.town.assets import AssetFactory
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
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
