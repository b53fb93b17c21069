"""Areas from a file: shown before they are drawn, refused in sentences, ordered and renamed."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from heard.domain.journal.models import Entry
from heard.domain.places.models import Area
from heard.domain.places.queries import area_at
from tests.town.places import EAST_SQUARE, WEST_SQUARE, AreaFactory, square
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from heard.kernel.location import Location

pytestmark = pytest.mark.django_db
UPLOAD = "/desk/settings/areas/upload/"


def boundaries(**names: Location) -> BytesIO:
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": square(centre)} for name, centre in names.items()
    ]
    file = BytesIO(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    file.name = "areas.geojson"
    return file


def sent(file) -> dict[str, object]:
    return {"file": file, "name_property": "name", "code_property": "code", "kind": "ward"}


def test_what_would_change_is_shown_and_nothing_is_changed(administrator, reported) -> None:
    before = Area.objects.count(), Entry.objects.count()
    page = text_of(administrator.post(UPLOAD, sent(boundaries(Eastside=EAST_SQUARE))))
    assert "Added 1: Eastside" in page
    assert "Westside" in page
    assert (Area.objects.count(), Entry.objects.count()) == before


def test_applied_it_is_drawn(administrator, reported) -> None:
    ticket = administrator.post(UPLOAD, sent(boundaries(Eastside=EAST_SQUARE))).context["ticket"]
    administrator.post("/desk/settings/areas/apply/", {"ticket": ticket})
    assert Area.objects.get(name="Eastside").kind == "ward"
    assert area_at(EAST_SQUARE).name == "Eastside"


def test_a_file_that_is_none_is_refused_in_a_sentence(administrator, reported) -> None:
    file = BytesIO(b"PK not json")
    file.name = "areas.zip"
    answer = administrator.post(UPLOAD, sent(file))
    assert answer.status_code == 400
    assert "not a GeoJSON file" in text_of(answer)


def test_a_forged_ticket_and_the_wrong_person_draw_nothing(administrator, agent, reported) -> None:
    before = Area.objects.count()
    assert administrator.post("/desk/settings/areas/apply/", {"ticket": "made-up"}).status_code == 409
    ticket = administrator.post(UPLOAD, sent(boundaries(Eastside=EAST_SQUARE))).context["ticket"]
    assert agent.post("/desk/settings/areas/apply/", {"ticket": ticket}).status_code == 403
    assert agent.post(UPLOAD, sent(boundaries(Eastside=EAST_SQUARE))).status_code == 403
    assert Area.objects.count() == before


def test_the_upper_one_counts_where_two_share_the_land(administrator, reported) -> None:
    other = AreaFactory(name="Also west", centre=WEST_SQUARE, position=5)
    assert area_at(WEST_SQUARE).name == "Westside"
    administrator.post(f"/desk/settings/areas/{other.id}/move/", {"step": "up"})
    assert area_at(WEST_SQUARE).name == "Also west"


def test_renamed_and_out_of_use(administrator, reported) -> None:
    area = reported.council.area
    administrator.post(f"/desk/settings/areas/{area.id}/", {"name": "West End"})
    area.refresh_from_db()
    assert (area.name, area.active) == ("West End", False)
    assert area_at(WEST_SQUARE) is None
