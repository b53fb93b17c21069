"""`heard mail`: takes in mail. The listener knows SMTP, the flow knows what to do with a delivery; here they meet."""

import click
from django.conf import settings
from django.db import close_old_connections

from heard.adapters.channels.email.listener import Listener
from heard.flows.keep_envelope import keep_envelope
from heard.ports.channel import StoredEnvelope


@click.command()
def command() -> None:
    """Take in mail, until SIGTERM."""
    host, _, port = settings.HEARD_MAIL_LISTEN.rpartition(":")
    Listener(
        _store,
        domains=frozenset({settings.HEARD_MAIL_DOMAIN}),
        host=host,
        port=int(port),
        lmtp=settings.HEARD_MAIL_LISTEN_LMTP,
    ).serve()


def _store(envelope: StoredEnvelope) -> None:
    """Outside a request nobody else notices that the database was restarted and the connection is a dead one."""
    close_old_connections()
    try:
        keep_envelope(envelope)
    finally:
        close_old_connections()
