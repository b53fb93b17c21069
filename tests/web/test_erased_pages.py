"""Wherever somebody who was erased would show, a sentence stands instead: never a blank, never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from heard.domain.consent.rules.links import preferences_path
from heard.domain.conversations.models import Message
from heard.domain.conversations.operations.messages import mention
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.privacy.rules.links import my_data_path
from heard.flows.add_note import add_note
from heard.flows.erase_person import erase_person
from heard.flows.report_issue import report_issue
from heard.flows.send_reply import send_reply
from heard.kernel.actor import SYSTEM, resident, staff
from tests.flows.test_report_issue import report
from tests.town.council import Council, small_council
from tests.town.staff import StaffFactory, TeamFactory

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

    from heard.domain.cases.models import Case

INSTEAD = "Removed, with everything that named this person."


@pytest.fixture
def council(db: None) -> Council:
    return small_council()


@pytest.fixture
def erased(council: Council, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Case:
    """Rosa reported a hole, was answered and spoken of, and then erased. The case is still open."""
    case = report_issue(report(council, name="Rosa Okafor"), actor=resident(None))
    agent = staff(council.agent.id)
    send_reply(case, conversation=case.conversations.get(), text="Dear Rosa", actor=agent)
    note = add_note(case, text="Rosa called", actor=agent)
    mention(note, colleagues=[council.agent])
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(case.person, actor=SYSTEM, reason="request")
    case.refresh_from_db()
    return case


@pytest.fixture
def desk(council: Council) -> Client:
    client = Client()
    client.force_login(council.agent)
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_case_page_says_what_was_removed(erased: Case, desk: Client) -> None:
    page = shown(desk, f"/desk/cases/{erased.reference}/")
    assert page.count(INSTEAD) == Message.objects.filter(conversation__case=erased).count()
    assert "Rosa" not in page
    assert "Where it went was removed" in page
    assert "What named the resident was removed" in page
    assert "What named this person was removed" in page
    assert "A deep hole" in page  # the council's own record of the matter
    assert 'id="reply"' not in page
    assert "Nobody to answer: what named the resident was removed" in page


def test_their_page_says_so_to_whoever_knew_them(erased: Case, desk: Client) -> None:
    answer = desk.get(f"/desk/people/{erased.person_id}/")
    assert answer.status_code == 410
    assert "What named this person was removed" in answer.content.decode()
    stranger = Client()
    stranger.force_login(StaffFactory(team=TeamFactory()))
    assert stranger.get(f"/desk/people/{erased.person_id}/").status_code == 404


def test_mentions_say_so(erased: Case, desk: Client) -> None:
    assert INSTEAD in shown(desk, "/desk/mentions/")


def test_search_and_lists_do_not_break(erased: Case, desk: Client) -> None:
    assert f"/desk/cases/{erased.reference}/" in shown(desk, "/desk/?view=all")
    assert "Rosa" not in shown(desk, "/desk/?q=Okafor")
    assert erased.reference in shown(desk, "/desk/?q=deep+hole")


def test_the_outbox_of_a_demonstration_says_so(erased: Case, desk: Client, settings: SettingsWrapper) -> None:
    settings.HEARD_DEMO = True
    assert INSTEAD in shown(desk, "/desk/outbox/")
    delivery = Message.objects.filter(conversation__case=erased, direction="out").first().deliveries.get()
    assert INSTEAD in shown(desk, f"/desk/outbox/{delivery.id}/")


@pytest.mark.parametrize("page", ["", "news/", "looks/"])
def test_their_own_link_opens_a_friendly_page(erased: Case, page: str) -> None:
    answer = Client().get(f"{tracking_path(erased.conversations.get().id)}{page}")
    assert answer.status_code == 410
    assert "We removed what named you" in answer.content.decode()


@pytest.mark.parametrize("path", [my_data_path, preferences_path])
def test_the_links_to_their_data_and_preferences_say_so_too(erased: Case, path: Callable[[UUID], str]) -> None:
    answer = Client().get(path(erased.person_id))
    assert answer.status_code == 410
    assert "We removed what we kept about you" in answer.content.decode()


def test_nothing_can_be_added_by_their_link(erased: Case) -> None:
    before = Message.objects.count()
    answer = Client().post(f"{tracking_path(erased.conversations.get().id)}add/", {"text": "It is still there"})
    assert answer.status_code == 410
    assert Message.objects.count() == before
