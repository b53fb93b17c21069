"""The door to the streams: who gets a ticket, for what, and for how long."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from heard.kernel.ids import new_id
from heard.kernel.live import invitation
from heard.web.live.ticket import SECONDS_TO_CONNECT, Ticket, read_ticket, write_ticket
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.staff import StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db


def ticket_for(client, **query: object) -> Ticket | None:
    answer = client.get("/live/", query)
    if answer.status_code != 307:
        assert answer.status_code == 204
        return None
    assert urlsplit(answer["Location"]).path == "/live/stream"
    return read_ticket(parse_qs(urlsplit(answer["Location"]).query)["ticket"][0])


def test_staff_hear_the_inbox_and_the_cases_they_may_see(client) -> None:
    team = TeamFactory()
    agent = StaffFactory(team=team)
    client.force_login(agent)
    case = CaseFactory(team=team)
    ticket = ticket_for(client, topic=["inbox", f"case:{case.id}", f"case:{new_id()}", "case:nonsense", "elsewhere"])
    assert ticket == Ticket(topics=("inbox", f"case:{case.id}"), staff=str(agent.id))
    assert ticket.watched_case == str(case.id)


def test_a_confidential_case_of_another_team_is_not_to_be_heard(client) -> None:
    client.force_login(StaffFactory(is_administrator=True))
    case = CaseFactory(service=ServiceFactory(confidential=True))
    assert ticket_for(client, topic=[f"case:{case.id}"]) is None


def test_mentions_are_for_the_one_mentioned(client) -> None:
    me, other = StaffFactory(), StaffFactory()
    client.force_login(me)
    assert ticket_for(client, topic=[f"staff:{me.id}", f"staff:{other.id}"]).topics == (f"staff:{me.id}",)


def test_nobody_who_is_not_signed_in_hears_anything(client) -> None:
    assert ticket_for(client, topic=["inbox"]) is None


def test_an_invitation_lets_a_resident_hear_one_case_without_being_seen_there(client) -> None:
    ticket = ticket_for(client, invitation=invitation("case:7"))
    assert ticket == Ticket(topics=("case:7",), staff=None)
    assert ticket.watched_case is None
    assert ticket_for(client, invitation="forged") is None


def test_the_stream_is_on_the_live_port_of_the_host_the_browser_used(client, settings) -> None:
    settings.HEARD_LIVE_PORT = 4711
    client.force_login(StaffFactory())
    answer = client.get("/live/?topic=inbox", headers={"host": "localhost:8000"})
    assert answer["Location"].startswith("http://localhost:4711/live/stream?ticket=")
    settings.HEARD_LIVE_URL = "https://council.example/"
    assert client.get("/live/?topic=inbox")["Location"].startswith("https://council.example/live/stream?ticket=")


def test_a_ticket_is_good_for_a_minute() -> None:
    ticket = Ticket(topics=("inbox",), staff="1")
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        token = write_ticket(ticket)
    with time_machine.travel(now + timedelta(seconds=SECONDS_TO_CONNECT - 1), tick=False):
        assert read_ticket(token) == ticket
    with time_machine.travel(now + timedelta(seconds=SECONDS_TO_CONNECT + 2), tick=False):
        assert read_ticket(token) is None
