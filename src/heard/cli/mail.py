"""`heard mail`: takes in mail. The listener knows SMTP, the flow knows what to do with a delivery; here they meet."""

import click
from django.conf import settings

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
    keep_envelope(envelope)
