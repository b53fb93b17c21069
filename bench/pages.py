"""The case page: its data as the desk asks for it, and the whole page as a browser gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

from bench.council import SOME_CASES, readers
from bench.lists import SHOWN
from bench.measuring import Pair
from heard.domain.cases.queries import case_for, visible_cases
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.teams.models import Staff

if TYPE_CHECKING:
    import psycopg

    from heard.domain.cases.models import Case
    from heard.domain.teams.rules.permissions import Standing

# As one would look at a case in psql: the case, what happened, what was said, what is promised.
PARTS = (
    f"{SHOWN} WHERE c.id = %(id)s",
    "SELECT * FROM journal_entry WHERE case_id = %(id)s ORDER BY at DESC, id DESC LIMIT 500",
    """SELECT m.*, s.name, p.name FROM conversations_message m
       JOIN conversations_conversation k ON k.id = m.conversation_id
       LEFT JOIN teams_staff s ON s.id = m.staff_id LEFT JOIN people_person p ON p.id = m.person_id
       WHERE k.case_id = %(id)s ORDER BY m.sent_at""",
    """SELECT a.* FROM conversations_attachment a JOIN conversations_message m ON m.id = a.message_id
       JOIN conversations_conversation k ON k.id = m.conversation_id WHERE k.case_id = %(id)s""",
    "SELECT * FROM cases_caseclock WHERE case_id = %(id)s",
)


def data() -> Pair:
    """The case and its timeline."""
    return Pair(_data, _reference, _newest_for(readers()[0]))


def page() -> Pair:
    """The whole page, signed in, through every middleware and template."""
    reader = readers()[0]
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(Staff.objects.get(pk=reader.staff_id))

    def get(argument: tuple[Standing, Case]) -> object:
        answer = browser.get(reverse("desk:case", args=[argument[1].reference]))
        if answer.status_code != 200:
            raise RuntimeError(f"The case page answers {answer.status_code}.")
        return answer.content

    return Pair(get, _reference, _newest_for(reader))


def _newest_for(reader: Standing) -> list[tuple[Standing, Case]]:
    """The newest cases, which have conversations."""
    newest = visible_cases(reader).order_by("-reported_at").only("reference")[: SOME_CASES * 20 : 20]
    return [(reader, case) for case in newest]


def _data(argument: tuple[Standing, Case]) -> object:
    reader, case = argument
    return timeline_of(case_for(reader, case.reference))


def _reference(plain: psycopg.Connection[Any], argument: tuple[Standing, Case]) -> object:
    return [plain.execute(part, {"id": argument[1].id}).fetchall() for part in PARTS]
