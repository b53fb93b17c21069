"""What the mail tests share: the facts of a delivery, and a small mail to read."""

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
