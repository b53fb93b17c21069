"""Live events: a topic and a kind, sent with PostgreSQL's NOTIFY when the transaction commits. Ids only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection

from heard.kernel import tokens

if TYPE_CHECKING:
    from uuid import UUID

CHANNEL = "heard_live"


def announce(*topics: str, kind: str = "changed") -> None:
    """Tell whoever watches these topics (`case:<id>`, `story:<id>`, `inbox`, `team:<id>`) what happened."""
    payloads = [json.dumps({"topic": topic, "kind": kind}) for topic in dict.fromkeys(topics)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload", [CHANNEL, payloads])


def story_topic(case_id: UUID) -> str:
    """What a resident may listen to about a case: that its public story changed, never what the staff does there."""
    return f"story:{case_id}"


def invitation(topic: str) -> str:
    """A signed `?invitation=` for `/live/`: lets somebody who is not signed in hear one topic, for half a day."""
    return tokens.sign("live", topic)


def read_invitation(token: str) -> str | None:
    """The topic of an invitation of ours that is still good."""
    topic = tokens.read("live", token, max_age=12 * 60 * 60)
    return topic if isinstance(topic, str) else None
