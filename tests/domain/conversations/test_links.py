"""Links and addresses that only the council can make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.conversations.rules import links
from heard.kernel.ids import new_id

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper


def token_of(address: str) -> str:
    """What stands between the plus and the @."""
    return address.partition("+")[2].partition("@")[0]


def test_each_opens_what_it_was_made_for_and_nothing_else() -> None:
    conversation = new_id()
    link = links.tracking_path(conversation).split("/")[2]
    reply = token_of(links.reply_address(conversation, "council.example"))
    assert links.conversation_of_link(link) == conversation
    assert links.conversation_of_reply(reply) == conversation
    assert links.conversation_of_link(reply) is None
    assert links.conversation_of_reply(link) is None


@pytest.mark.parametrize("place", range(42))
def test_a_wrong_sign_anywhere_opens_nothing(place: int) -> None:
    link = links.tracking_path(new_id()).split("/")[2]
    other = "a" if link[place] != "a" else "b"
    assert links.conversation_of_link(link[:place] + other + link[place + 1 :]) is None


def test_folding_case_does_no_harm_and_a_local_part_stays_short() -> None:
    conversation = new_id()
    address = links.reply_address(conversation, "council.example")
    assert links.conversation_of_reply(token_of(address.upper())) == conversation
    assert len(address.partition("@")[0]) <= 64


def test_a_new_key_leaves_the_old_links_open_while_it_is_named(settings: SettingsWrapper) -> None:
    delivery = new_id()
    before = links.own_message_id(delivery, "council.example")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key, as long as it has to be"
    assert links.delivery_of_message_id(before) == delivery
    settings.SECRET_KEY_FALLBACKS = []
    assert links.delivery_of_message_id(before) is None
