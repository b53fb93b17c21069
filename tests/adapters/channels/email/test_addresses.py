"""Addresses and identifiers that only we can make."""

from uuid import uuid4

import pytest

from heard.adapters.channels.email import addresses
from heard.adapters.channels.email.addresses import (
    bounce_address,
    bounced_message_id,
    own_message_id,
    read_own_message_id,
    read_reply_token,
    reply_address,
    reply_tokens,
)

CONVERSATION, PERSON, MESSAGE = uuid4(), uuid4(), uuid4()


def test_a_reply_address_leads_back_even_in_capitals() -> None:
    address = reply_address(CONVERSATION, PERSON, "heard.example")
    for written in (address, address.upper(), f"Council <{address}>"):
        (token,) = reply_tokens([written])
        assert read_reply_token(token) == (CONVERSATION, PERSON)


def test_local_parts_fit_into_what_mail_systems_take() -> None:
    assert len(reply_address(CONVERSATION, PERSON, "x").partition("@")[0]) <= 64
    assert len(bounce_address(own_message_id(CONVERSATION, MESSAGE, "x"), "x").partition("@")[0]) <= 64


def test_forged_and_mangled_tokens_mean_nothing() -> None:
    token = addresses.reply_token(CONVERSATION, PERSON)
    other = addresses.reply_token(CONVERSATION, uuid4())
    forged = token[:50] + other[50:]
    for bad in ("", "x", token[:-1], token + "a", forged, token.replace(token[3], "-", 1), "é" * 58, "z" * 58):
        assert read_reply_token(bad) is None


def test_a_token_for_one_purpose_opens_no_other() -> None:
    message_id = own_message_id(CONVERSATION, PERSON, "heard.example")
    assert read_reply_token(message_id.partition("@")[0]) is None
    bounce = bounce_address(message_id, "heard.example").partition("+")[2].partition("@")[0]
    assert read_reply_token(bounce) is None


def test_our_own_message_ids_are_known_and_others_are_not() -> None:
    message_id = own_message_id(CONVERSATION, MESSAGE, "heard.example")
    assert read_own_message_id(f"<{message_id.upper()}>") == (CONVERSATION, MESSAGE)
    assert read_own_message_id("1@heard.example") is None


@pytest.mark.parametrize("wrap", ["{}", "<{}>", "Bounces <{}>"])
def test_a_bounce_address_gives_the_message_id_back(wrap) -> None:
    message_id = own_message_id(CONVERSATION, MESSAGE, "heard.example")
    assert bounced_message_id([wrap.format(bounce_address(message_id, "heard.example"))]) == message_id
    assert bounced_message_id(["verp+" + "a" * 58 + "@heard.example", "x@y.example"]) == ""


def test_mail_that_is_not_ours_has_no_bounce_address() -> None:
    assert bounce_address("1@elsewhere.example", "heard.example") == ""
