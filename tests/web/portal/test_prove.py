"""The pages where a resident shows that an address is theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from heard.domain.conversations.models import Delivery
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.models import Assurance, Identity
from heard.domain.people.rules.proof_links import confirm_url, prove_path
from heard.flows.outbound import outbound_of
from heard.kernel import clock
from tests.town.cases import CaseFactory
from tests.town.conversations import ConversationFactory
from tests.town.people import EmailFactory, PersonFactory

if TYPE_CHECKING:
    from django.conf import LazySettings
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity() -> Identity:
    return EmailFactory(value="rosa@example.org")


def path_of(url: str, settings: LazySettings) -> str:
    return url.removeprefix(settings.HEARD_URL)


def test_a_code_is_sent_on_request_asked_for_and_leads_back_to_the_report(client: Client) -> None:
    person = PersonFactory(email="rosa@example.org")
    conversation = ConversationFactory(case=CaseFactory(person=person), person=person)
    page = prove_path(person.identities.get().id, conversation.id)
    assert "r…@example.org" in client.get(page).content.decode()
    assert not Delivery.objects.exists()
    answer = client.post(page)
    assert answer["Location"] == f"{page}code/"
    wrong = client.post(answer["Location"], {"code": "nothing"})
    assert wrong.status_code == 400
    (code,) = re.findall(r"\b\d{6}\b", outbound_of(Delivery.objects.get()).text)
    back = client.post(answer["Location"], {"code": code})
    assert "Confirm your email address" not in client.get(back["Location"]).content.decode()
    assert person.identities.get().assurance == Assurance.VERIFIED


def test_the_tracking_page_offers_it_until_the_address_is_proved(client: Client) -> None:
    person = PersonFactory(email="rosa@example.org")
    conversation = ConversationFactory(case=CaseFactory(person=person), person=person)
    assert "Confirm your email address" in client.get(tracking_path(conversation.id)).content.decode()


def test_opening_the_link_of_a_mail_confirms_nothing_and_its_button_does(
    client: Client, identity: Identity, settings: LazySettings
) -> None:
    page = path_of(confirm_url(identity.id), settings)
    assert client.get(page).status_code == 200
    identity.refresh_from_db()
    assert identity.assurance == Assurance.UNVERIFIED
    client.post(page)
    identity.refresh_from_db()
    assert identity.assurance == Assurance.VERIFIED
    assert "nothing left to do" in client.get(page).content.decode()


def test_the_token_of_a_page_does_not_confirm(client: Client, identity: Identity) -> None:
    token = prove_path(identity.id).split("/")[2]
    assert client.post(f"/confirm/{token}/").status_code == 404


def test_the_address_of_somebody_erased_has_no_page(client: Client, identity: Identity) -> None:
    identity.person.erased_at = clock.now()
    identity.person.save()
    assert client.get(prove_path(identity.id)).status_code == 404
