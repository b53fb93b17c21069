"""The live process as a browser meets it: a real server, a real database, real sockets."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse

import pytest
from django.db import connection, transaction

from heard.kernel.ids import new_id
from heard.kernel.live import CHANNEL, announce
from heard.web.live.ticket import Ticket, write_ticket

pytestmark = pytest.mark.django_db(transaction=True)

SERVER = """
import os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[2]
from heard.cli.live import command
command(["--port", sys.argv[1]])
"""


@pytest.fixture
def port() -> Iterator[int]:
    """A live process on this test's database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    name = connection.settings_dict["NAME"]
    with subprocess.Popen([sys.executable, "-c", SERVER, str(port), name]) as process:
        until = time.monotonic() + 30
        while status(port, "/live/health") != 200:
            assert time.monotonic() < until, "the live process did not start"
            time.sleep(0.05)
        yield port
        process.terminate()


@contextmanager
def stream(port: int, ticket: Ticket) -> Iterator[HTTPResponse]:
    path = f"/live/stream?ticket={write_ticket(ticket)}"
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", path, headers={"Origin": "http://127.0.0.1:8000"})
        with line.getresponse() as answer:
            yield answer


def events(answer: HTTPResponse, count: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    while len(found) < count:
        line = answer.readline()
        assert line, "the stream ended"
        if line.startswith(b"data: "):
            found.append(json.loads(line[6:]))
    return found


def test_what_is_announced_in_a_transaction_is_heard_when_it_is_committed(port) -> None:
    with stream(port, Ticket(topics=("inbox", "case:1"))) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8000"
        with transaction.atomic():
            announce("inbox", kind="committed")
        with transaction.atomic():
            announce("inbox", kind="rolled back")
            transaction.set_rollback(True)
        announce("case:2", kind="of no interest")
        announce("case:1", kind="replied")
        assert [event["kind"] for event in events(answer, 2)] == ["committed", "replied"]


def test_rubbish_on_the_line_harms_nobody(port) -> None:
    with stream(port, Ticket(topics=("inbox",))) as answer:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, 'rubbish'), pg_notify(%s, '[1]')", [CHANNEL, CHANNEL])
        announce("inbox", kind="after it")
        assert events(answer, 1)[0]["kind"] == "after it"


def test_colleagues_on_one_case_are_told_of_one_another(port) -> None:
    case, first, second = str(new_id()), str(new_id()), str(new_id())
    with stream(port, Ticket(topics=(f"case:{case}",), staff=first)) as here:
        assert events(here, 1) == [{"topic": f"case:{case}", "kind": "presence"}]
        with stream(port, Ticket(topics=(f"case:{case}",), staff=second)):
            events(here, 1)
            assert viewers(case) == {first, second}
        events(here, 1)
        assert viewers(case) == {first}


def test_without_a_good_ticket_there_is_nothing(port) -> None:
    assert status(port, "/live/stream") == 403
    assert status(port, "/live/stream?ticket=forged") == 403
    assert status(port, "/desk/") == 404


def status(port: int, path: str) -> int | None:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        try:
            line.request("GET", path)
        except ConnectionRefusedError:
            return None
        with line.getresponse() as answer:
            return answer.status


def viewers(case: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT staff_id FROM cases_viewer WHERE case_id = %s", [case])
        return {str(staff) for (staff,) in cursor.fetchall()}
