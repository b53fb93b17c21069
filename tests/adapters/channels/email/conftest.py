"""What the mail tests share: the facts of a delivery, and a small mail to read."""

import socket
from datetime import UTC, datetime

import pytest

from heard.ports.channel import EnvelopeFacts


@pytest.fixture
def facts() -> EnvelopeFacts:
    return EnvelopeFacts(
        received_at=datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
        sender="ada@example.org",
        recipients=("council@heard.example",),
        peer="192.0.2.1",
    )


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
