"""`heard live`: the process that streams live events, alone."""

import resource

import click
from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from heard.cli.ground import hold_engine

# A stream is a request that does not end: the server must not count them as too many at once.
MOST_STREAMS = 6000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=None, type=int, help="Default: HEARD_LIVE_PORT.")
def command(host: str, port: int | None) -> None:
    """Stream live events alone."""
    hold_engine()
    _allow_open_files(MOST_STREAMS + 200)
    Granian(
        "heard.web.live.asgi:application",
        address=host,
        port=port or settings.HEARD_LIVE_PORT,
        interface=Interfaces.ASGI,
        workers=1,
        backlog=MOST_STREAMS,
        backpressure=MOST_STREAMS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=1,  # streams do not end by themselves, and their readers come back
        log_level=LogLevels.warning,
    ).serve()


def _allow_open_files(number: int) -> None:
    """A stream is an open file; most systems begin with 1,024 and let a process ask for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(number, hard), hard))
