"""Addresses that carry something."""

import pytest

from heard.adapters.channels.email.addresses import bounce_address, bounced_message_id, reply_tokens

TOKEN = "a2" * 21
MESSAGE_ID = f"{'b' * 26}.{'c' * 16}@heard.example"


def test_reply_tokens_are_found_in_any_writing_and_once() -> None:
    address = f"reply+{TOKEN}@heard.example"
    assert reply_tokens([address, address.upper(), f"Council <{address}>", "reply@heard.example"]) == (TOKEN,)


@pytest.mark.parametrize("wrap", ["{}", "<{}>", "Bounces <{}>"])
def test_a_bounce_address_gives_the_message_id_back(wrap) -> None:
    address = bounce_address(MESSAGE_ID, "heard.example")
    assert len(address.partition("@")[0]) <= 64
    assert bounced_message_id(["x@y.example", wrap.format(address.upper())]) == MESSAGE_ID


@pytest.mark.parametrize(
    "message_id", ["", "1234567890@elsewhere.example", f"{'x' * 60}@heard.example", "a b c d e f@heard.example"]
)
def test_other_message_ids_have_no_bounce_address(message_id) -> None:
    assert bounce_address(message_id, "heard.example") == ""
    assert bounced_message_id(["verp+x@heard.example", "plain@heard.example"]) == ""
