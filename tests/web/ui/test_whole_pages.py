"""What htmx gets where the server answers with a whole page."""

import pytest

from tests.town.staff import StaffFactory

pytestmark = pytest.mark.django_db
ASKING = {"HX-Request": "true", "HX-Target": "inbox-list"}


@pytest.mark.parametrize("path", ["/", "/desk/sign-in/", "/nowhere/"])
def test_a_whole_page_is_not_swapped_into_a_part(client, path) -> None:
    assert client.get(path, headers=ASKING)["HX-Reswap"] == "none"
    assert "HX-Reswap" not in client.get(path)


def test_an_unknown_target_gets_nothing_swapped_in(client) -> None:
    client.force_login(StaffFactory())
    assert client.get("/desk/", headers=ASKING | {"HX-Target": "elsewhere"})["HX-Reswap"] == "none"
    assert "HX-Reswap" not in client.get("/desk/", headers=ASKING)
