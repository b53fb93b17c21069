"""The channels for trying things out."""

from datetime import UTC, datetime

import pytest

from heard.adapters.channels.demo import DemoChannel
from heard.adapters.channels.failing import FailingChannel
from heard.ports.channel import EnvelopeFacts, Outbound, TransportError, Unreadable

FACTS = EnvelopeFacts(received_at=datetime(2026, 11, 21, tzinfo=UTC))


def to(address: str) -> Outbound:
    return Outbound(recipient=address, text="Hello", message_id="1@heard.example")


def test_the_demo_channel_keeps_what_it_sends() -> None:
    assert DemoChannel().send(to("ada@example.org")).note


def test_the_demo_channel_reads_what_somebody_typed() -> None:
    said = DemoChannel().read(b'{"id": "1", "from": "ada@example.org", "text": "Hole!"}', FACTS)
    assert (said.message_id, said.from_address, said.text, said.sent_at) == (
        "1",
        "ada@example.org",
        "Hole!",
        FACTS.received_at,
    )


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b"1"])
def test_the_demo_channel_reads_nothing_else(raw) -> None:
    with pytest.raises(Unreadable):
        DemoChannel().read(raw, FACTS)


@pytest.mark.parametrize("address, permanent", [("ada+defer@example.org", False), ("ada+refuse@example.org", True)])
def test_the_failing_channel_fails_as_asked(address, permanent) -> None:
    with pytest.raises(TransportError) as failed:
        FailingChannel().send(to(address))
    assert failed.value.permanent == permanent


def test_the_failing_channel_can_also_succeed_but_never_reads() -> None:
    assert FailingChannel().send(to("ada@example.org")).provider_id == "1@heard.example"
    with pytest.raises(Unreadable):
        FailingChannel().read(b"x", FACTS)
