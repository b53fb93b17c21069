"""Live events: a topic and a kind, sent with PostgreSQL's NOTIFY when the transaction commits. Ids only."""

from __future__ import annotations

import json

from django.db import connection

from heard.kernel import tokens

CHANNEL = "heard_live"


def announce(*topics: str, kind: str = "changed") -> None:
    """Tell whoever watches these topics (`case:<id>`, `inbox`, `team:<id>`) that something of this kind happened."""
    payloads = [json.dumps({"topic": topic, "kind": kind}) for topic in dict.fromkeys(topics)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload", [CHANNEL, payloads])


def invitation(topic: str) -> str:
    """A signed `?invitation=` for `/live/`: lets somebody who is not signed in hear one topic, for half a day."""
    return tokens.sign("live", topic)


def read_invitation(token: str) -> str | None:
    """The topic of an invitation of ours that is still good."""
    topic = tokens.read("live", token, max_age=12 * 60 * 60)
    return topic if isinstance(topic, str) else None
