"""One's own data: asked for by the link, released to whoever shows that they are the person, and to nobody else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from heard.domain.conversations.models import Message
from heard.domain.journal.models import Entry
from heard.domain.people.models import Identity, Person
from heard.domain.privacy.models import Copy, RightsRequest
from heard.domain.privacy.rules.links import copy_url, my_data_path
from heard.flows.answer_request import make_copy, send_copy
from heard.flows.export_person import export_person
from heard.kernel.actor import staff
from heard.kernel.errors import Refused
from tests.town.people import PersonFactory
from tests.web.portal.resident import errors_in

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.cases.models import Case
    from tests.town.council import Council
    from tests.web.portal.resident import Resident

CODE = re.compile(r"\b\d{6}\b")


@pytest.fixture
def reported(council: Council, resident: Resident) -> tuple[Case, str]:
    """A report by Rosa, and the page about her data."""
    case, draft = resident.report(name="Rosa", email="rosa@example.org")
    page = resident.client.get(resident.tracking_link(draft)).content.decode()
    return case, re.search(r'href="(/my-data/[^"]+)"', page)[1]


def letters() -> list[str]:
    return [message.full_text for message in Message.objects.order_by("id") if "Your data" in message.subject]


def newest_code() -> str:
    return CODE.findall(Message.objects.order_by("-id").first().full_text)[0]


def proved(client: Client, page: str) -> None:
    client.post(f"{page}code/send/")
    assert client.post(f"{page}code/", {"code": newest_code()}).headers["Location"] == page


def test_the_page_shows_nothing_of_what_we_know(reported: tuple[Case, str], stranger: Client) -> None:
    _case, page = reported
    text = stranger.get(page).content.decode()
    assert [word for word in ("Rosa", "rosa@", "Elm Street") if word in text] == []
    assert stranger.get(page).headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("kind, state", [("access", "proving"), ("erase", "proving"), ("restrict", "open")])
def test_asking_is_confirmed_by_mail_with_the_date(reported: tuple[Case, str], stranger: Client, kind, state) -> None:
    case, page = reported
    answer = stranger.post(page, {"kind": kind})
    assert answer.headers["Location"] == (f"{page}code/" if state == "proving" else page)
    request = RightsRequest.objects.get()
    assert (request.person_id, request.state, request.channel) == (case.person_id, state, "portal")
    (letter,) = letters()
    assert "Thursday 24 December" in letter
    assert page in letter
    stranger.post(page, {"kind": kind})
    assert len(letters()) == RightsRequest.objects.count() == 1


def test_a_correction_says_what_is_wrong(reported: tuple[Case, str], stranger: Client) -> None:
    _case, page = reported
    assert errors_in(stranger.post(page, {"kind": "rectify"})) == ["Write what is wrong, and how it should be."]
    assert errors_in(stranger.post(page, {})) == ["Choose what you would like."]
    stranger.post(page, {"kind": "rectify", "details": "It is Rósa"})
    assert RightsRequest.objects.get().details == "It is Rósa"


def test_a_code_sent_to_the_address_proves_it_and_a_wrong_one_does_not(
    reported: tuple[Case, str], stranger: Client
) -> None:
    _case, page = reported
    stranger.post(page, {"kind": "access"})
    assert "rosa@example.org" not in stranger.get(f"{page}code/").content.decode()
    stranger.post(f"{page}code/send/")
    right = newest_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert stranger.post(f"{page}code/", {"code": wrong}).status_code == 400
    assert RightsRequest.objects.get().proved_at is None
    stranger.post(f"{page}code/", {"code": right})
    request = RightsRequest.objects.get()
    assert (request.state, request.proved_by) == ("open", "code")
    assert Identity.objects.get().assurance == "verified"


def test_what_the_code_confirms_is_said_before_it_is_entered(reported: tuple[Case, str], stranger: Client) -> None:
    """Whoever had the link in hand may have asked for something else."""
    _case, page = reported
    stranger.post(page, {"kind": "access"})
    assert "to delete your data" not in stranger.get(f"{page}code/").content.decode()
    stranger.post(page, {"kind": "erase"})
    text = stranger.get(f"{page}code/").content.decode()
    assert [words for words in ("a copy of your data", "to delete your data") if words not in text] == []


def test_who_confirmed_the_address_long_ago_shows_it_again_for_this_request(
    reported: tuple[Case, str], stranger: Client
) -> None:
    """The link may be in other hands by now."""
    _case, page = reported
    Identity.objects.update(assurance="verified")
    stranger.post(page, {"kind": "access"})
    assert RightsRequest.objects.get().state == "proving"


def test_opened_again_the_page_still_takes_the_code_until_it_is_too_old(
    reported: tuple[Case, str], stranger: Client
) -> None:
    _case, page = reported
    stranger.post(page, {"kind": "access"})
    assert 'name="code"' not in stranger.get(f"{page}code/").content.decode()
    stranger.post(f"{page}code/send/")
    assert 'name="code"' in stranger.get(f"{page}code/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert 'name="code"' not in stranger.get(f"{page}code/").content.decode()


@pytest.mark.parametrize("email", ["", "bounced@example.org"])
def test_whom_no_mail_reaches_reads_no_promise_of_one_and_where_to_go(
    council: Council, stranger: Client, email: str
) -> None:
    person = PersonFactory(name="Nobody", email=email) if email else PersonFactory(name="Nobody")
    Identity.objects.update(unusable_since=timezone.now())
    page = my_data_path(person.id)
    answer = stranger.post(page, {"kind": "access"}, follow=True).content.decode()
    assert "write to you" not in answer
    assert "No email of ours reaches you" in answer
    assert "Come to our office" in answer
    again = stranger.get(page).content.decode()
    assert "Come to our office" in again
    assert "Get a code" not in again
    assert stranger.post(f"{page}code/send/").status_code == 404


def test_the_copy_goes_by_a_link_to_the_proved_address_and_each_fetching_is_written_down(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    _case, page = reported
    stranger.post(page, {"kind": "access"})
    request = RightsRequest.objects.get()
    copy = make_copy(request, actor=staff(council.agent.id))
    export_person(copy.id)
    copy = Copy.objects.get()
    with pytest.raises(Refused, match="No address of theirs is confirmed"):
        send_copy(request, copy, actor=staff(council.agent.id))
    proved(stranger, page)
    send_copy(request, copy, actor=staff(council.agent.id))
    link = re.search(r"http\S+(/my-copy/\S+)", letters()[-1])[1]
    assert "/my-copy/" not in Message.objects.order_by("-id").first().text  # colleagues read along
    assert "Fetch your data" in stranger.get(link).content.decode()
    assert not Entry.objects.filter(kind="copy.fetched").exists()
    archive = zipfile.ZipFile(io.BytesIO(stranger.post(link).content))
    assert b"Rosa" in archive.read("data.json")
    assert Entry.objects.get(kind="copy.fetched").actor_kind == "resident"
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert stranger.get(link).status_code == 404


@pytest.mark.parametrize("path", ["/my-data/{}/", "/my-data/{}/code/", "/my-copy/{}/"])
def test_a_forged_link_opens_nothing(council: Council, stranger: Client, path: str) -> None:
    assert stranger.get(path.format("a" * 42)).status_code == 404


def test_the_page_of_somebody_erased_is_gone(reported: tuple[Case, str], stranger: Client) -> None:
    case, page = reported
    Person.objects.filter(pk=case.person_id).update(erased_at=timezone.now())
    answer = stranger.get(page)
    assert answer.status_code == 410
    assert "We removed what we kept about you" in answer.content.decode()
    assert stranger.get(f"{page}code/").status_code == 410


def test_a_copy_that_was_removed_says_so(council: Council, stranger: Client) -> None:
    copy = Copy.objects.create(person=PersonFactory())
    link = copy_url(copy.id).removeprefix("http://127.0.0.1:8000")
    assert "not kept any more" in stranger.get(link).content.decode()
    assert stranger.post(link).status_code == 302
