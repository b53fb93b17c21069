"""`heard web`: the web processes alone. Pages on threads, as docs/adr/0005-server-and-process-model.md explains."""

import os

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from heard.cli.static_files import gather_static_files


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--threads", default=4, show_default=True)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages alone, without live events."""
    gather_static_files()
    # The threads of a process share its connections; two more than threads, for what runs beside a request.
    os.environ.setdefault("HEARD_DATABASE_POOL", "yes")
    os.environ.setdefault("HEARD_DATABASE_POOL_SIZE", str(threads + 2))
    Granian(
        "heard.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=15,
        log_level=LogLevels.warning,
    ).serve()
