"""`heard serve`: the web processes and the live process, side by side under one supervisor."""

import os

import click

from heard.cli.ground import HEARD, engine_tender, hold_engine, let_go_of_engine
from heard.kernel.supervisor import Child, Supervisor


def web_children(host: str, port: int, workers: int, threads: int) -> list[Child]:
    """The web processes, and the live process on the next port unless somebody else runs it."""
    numbers = ["--workers", str(workers), "--threads", str(threads)]
    web = Child("web", [*HEARD, "web", "--host", host, "--port", str(port), *numbers])
    if os.environ.get("HEARD_LIVE_URL"):
        return [web]
    live_port = os.environ.setdefault("HEARD_LIVE_PORT", str(port + 1))
    return [web, Child("live", [*HEARD, "live", "--host", host, "--port", live_port])]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port of the pages; events use the next one.")
@click.option("--workers", default=2, show_default=True, help="Web processes: one for each core.")
@click.option("--threads", default=4, show_default=True, help="Requests each web process works on at a time.")
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the portal, the desk and the live events."""
    hold_engine()
    Supervisor(web_children(host, port, workers, threads), each_tick=engine_tender()).run()
    let_go_of_engine()
