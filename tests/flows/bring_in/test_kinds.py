"""People, staff and articles from a table: what comes in, what is rejected and why, and that nothing is there twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Direction, Message
from heard.domain.knowledge.models import Article
from heard.domain.people.models import Assurance, Identity, Person
from heard.domain.people.queries.search import people_called
from heard.domain.teams.models import Staff
from heard.flows.bring_in.bringing import bring_in
from heard.flows.bring_in.kinds import KINDS
from heard.flows.bring_in.matching import matched
from heard.flows.bring_in.requests import likely_meanings
from heard.flows.import_files.row import Row
from heard.flows.import_requests import import_requests
from heard.flows.import_requests.mapping import mapping_of, shipped_data
from heard.kernel.actor import SYSTEM
from tests.flows.bring_in.test_files import ARTICLES, ZAMMAD
from tests.town.staff import TeamFactory

if TYPE_CHECKING:
    from heard.flows.import_files.counts import ImportCounts

pytestmark = pytest.mark.django_db


def _bring(code: str, *cells: dict[str, str], rejected: list[str] | None = None) -> ImportCounts:
    kind = KINDS[code]()
    columns = matched(kind.columns, cells[0])
    rows = [Row(one, number) for number, one in enumerate(cells, start=1)]
    said = rejected if rejected is not None else []
    return bring_in(rows, kind, columns=columns, source="old", reject=lambda _row, why: said.append(why), actor=SYSTEM)


ROSA = {
    "Customer ID": "17",
    "First name": "Rosa",
    "Surname": "Diaz",
    "E-mail": "rosa@example.org",
    "Mobile": "203 555 0101",
}


def test_somebody_is_found_by_name_and_their_addresses_prove_nothing() -> None:
    counts = _bring("people", ROSA)
    assert (counts.read, counts.created, counts.rejected) == (1, 1, 0)
    [person] = people_called("rosa diaz")
    assert person.name == "Rosa Diaz"
    proofs = set(Identity.objects.filter(person=person).values_list("kind", "assurance"))
    assert proofs == {(kind, Assurance.UNVERIFIED) for kind in ("account", "email", "phone")}


def test_a_second_run_and_a_second_row_add_nobody() -> None:
    _bring("people", ROSA)
    counts = _bring("people", ROSA | {"Surname": "Diaz Ortega"}, ROSA)
    assert (counts.created, counts.repeated) == (0, 2)
    assert Person.objects.count() == 1


def test_two_with_one_address_are_two() -> None:
    _bring("people", ROSA, ROSA | {"Customer ID": "18", "First name": "Luis"})
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    "change, why",
    [
        ({"E-mail": "rosa at example"}, "email address like"),
        ({"Customer ID": ""}, "no number that tells this person"),
        ({"First name": "", "Surname": "", "E-mail": "", "Mobile": ""}, "no name, no email"),
    ],
    ids=["broken address", "no number", "nobody"],
)
def test_a_row_that_tells_nobody_is_rejected_and_the_others_come_in(change, why) -> None:
    said: list[str] = []
    counts = _bring("people", ROSA | change, ROSA | {"Customer ID": "18"}, rejected=said)
    assert (counts.created, counts.rejected) == (1, 1)
    assert why in said[0]


def test_staff_come_with_their_teams_and_without_a_password() -> None:
    roads = TeamFactory(name="Roads North")
    row = {"Email": "Ana@Example.org", "Name": "Ana Torres", "Teams": f"Roads North, {roads.code}", "Role": "Officer"}
    assert _bring("staff", row).created == 1
    ana = Staff.objects.get(email="ana@example.org")
    assert not ana.has_usable_password()
    assert [(post.team, post.role) for post in ana.memberships.select_related("team")] == [(roads, "officer")]
    assert _bring("staff", row).repeated == 1


def test_a_team_that_is_not_there_is_said() -> None:
    said: list[str] = []
    _bring("staff", {"Email": "ana@example.org", "Name": "Ana", "Teams": "Moon"}, rejected=said)
    assert "no team “Moon”" in said[0]
    assert not Staff.objects.exists()


def test_articles_come_as_drafts_without_markup() -> None:
    row = {"ID": "3", "Question": "When are bins emptied?", "Answer": "<p>On <b>Mondays</b>.</p>", "Category": "Waste"}
    assert _bring("articles", row).created == 1
    article = Article.objects.get()
    assert (article.title, article.text, article.shelf) == ("When are bins emptied?", "On Mondays.", "Waste")
    assert not article.published
    assert _bring("articles", row).repeated == 1


def test_tickets_of_a_help_desk_come_with_the_person_and_the_conversation(tmp_path) -> None:
    file = tmp_path / "tickets.json"
    file.write_text(json.dumps([ZAMMAD | {"articles": ARTICLES}]), encoding="utf-8")
    mapping = mapping_of(shipped_data("zammad"))
    for _twice in range(2):
        counts = import_requests(file, mapping=mapping, reject=pytest.fail)
    assert (counts.created, counts.repeated) == (0, 1)
    case = Case.objects.select_related("person").get()
    assert (case.status, case.source_id) == ("closed", "67001")
    assert case.person is not None
    assert {one.value for one in case.person.identities.all()} == {"zammad:4", "rosa@example.org"}
    said = [(one.direction, one.text) for one in Message.objects.order_by("sent_at")]
    assert said == [
        (Direction.IN, "Nobody came.\nAgain."), (Direction.NOTE, "Ask the crew"), (Direction.OUT, "We come on Friday."),
    ]  # fmt: skip
    assert case.followers.get().person == case.person


def test_usual_words_for_statuses_are_understood() -> None:
    assert likely_meanings(["Closed", "IN PROGRESS", "frozen"]) == {
        "Closed": "closed", "IN PROGRESS": "in_progress", "frozen": "",
    }  # fmt: skip
