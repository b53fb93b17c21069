"""Email behind the contract, and the registry that finds it."""

import pytest
from aiosmtpd.controller import Controller

from heard.adapters.channels.email import EmailChannel
from heard.adapters.channels.email.addresses import bounce_address
from heard.ports.channel import Outbound
from heard.ports.registry import Registry, UnknownAdapter

OURS = f"{'b' * 26}.{'c' * 16}@heard.example"
OUTBOUND = Outbound(recipient="ada@example.org", from_address="council@heard.example", text="Hello", message_id=OURS)


class Box:
    """Keeps what is delivered."""

    def __init__(self) -> None:
        self.envelopes = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 reason: the library's name
        self.envelopes.append(envelope)
        return "250 OK"


def test_a_mail_leaves_with_a_bounce_address_of_its_own(unused_port) -> None:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=unused_port)
    controller.start()
    try:
        EmailChannel(url=f"smtp://127.0.0.1:{unused_port}", domain="heard.example").send(OUTBOUND)
    finally:
        controller.stop()
    (envelope,) = box.envelopes
    assert envelope.mail_from == bounce_address(OURS, "heard.example")
    assert envelope.rcpt_tos == ["ada@example.org"]
    assert f"Message-ID: <{OURS}>".encode() in envelope.content


def test_in_a_demonstration_nothing_leaves() -> None:
    receipt = EmailChannel(url="demo:", domain="heard.example").send(OUTBOUND)
    assert receipt.note


def test_our_own_mail_coming_back_is_known(facts) -> None:
    channel = EmailChannel(url="demo:", domain="Heard.example")
    raw = f"From: x@y.example\r\nMessage-ID: <{OURS}>\r\n\r\nHello".encode()
    assert channel.read(raw, facts).automatic == "own_message"


def test_the_registry_builds_once_and_anew_when_the_setting_changes(settings) -> None:
    settings.TEST_CHANNELS = {
        "email": {"adapter": "heard.adapters.channels.email.EmailChannel", "url": "demo:", "domain": "a.example"}
    }
    registry = Registry("TEST_CHANNELS")
    first = registry.get("email")
    assert isinstance(first, EmailChannel)
    assert registry.get("email") is first
    settings.TEST_CHANNELS = {"email": {**settings.TEST_CHANNELS["email"], "domain": "b.example"}}
    assert registry.get("email") is not first
    assert registry.names == ["email"]


@pytest.mark.parametrize(
    "entry, sentence",
    [
        ({"adapter": "heard.no.Such"}, "cannot be loaded"),
        ({"adapter": "heard.adapters.channels.email.Nothing"}, "cannot be loaded"),
        (
            {"adapter": "heard.adapters.channels.email.EmailChannel", "url": "ftp://x", "domain": "x"},
            "starts with smtp://",
        ),
        ({"adapter": "heard.adapters.channels.email.EmailChannel", "colour": "red"}, "colour"),
        ({}, "cannot be loaded"),
    ],
)
def test_what_cannot_be_loaded_is_named(settings, entry, sentence) -> None:
    settings.TEST_CHANNELS = {"x": entry}
    with pytest.raises(UnknownAdapter, match=sentence):
        Registry("TEST_CHANNELS").get("x")
    with pytest.raises(UnknownAdapter, match="has no entry 'y'; it has: x"):
        Registry("TEST_CHANNELS").get("y")
