"""`heard demo`: a sample council with everything running, under one supervisor, on this machine alone."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import heard
from heard.cli.ground import DEMO_ADDRESSES, HEARD, engine_tender, hold_engine, let_go_of_engine
from heard.cli.sample import council
from heard.cli.serve import web_children
from heard.kernel.supervisor import Child, Supervisor

HOST = "127.0.0.1"
DEFAULT_DATA = Path(heard.__file__).parents[2] / ".data" / "demo"
# The mail listener's port lies this far above the pages', the live process's one above.
MAIL_PORT_STEP = 25
ADDRESSES = ("HEARD_URL", "HEARD_LIVE_PORT", "HEARD_MAIL_LISTEN")


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port of the pages.")
@click.option("--data", default=DEFAULT_DATA, type=click.Path(path_type=Path), help="Where the sample council lives.")
@click.option("--cases", default=3000, show_default=True, help="How many cases a new sample council begins with.")
def command(port: int, data: Path, cases: int) -> None:
    """Run a sample council: pages, live events, work in the background, mail."""
    # Before anything runs, and the same for whatever is running when it comes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    data = data.expanduser().resolve()
    _settle_environment(port, data)
    hold_engine()
    _run("migrate")
    _run("sample-council", "--cases", str(cases))
    children = [
        *web_children(HOST, port, workers=2, threads=4),
        Child("worker", [*HEARD, "worker"]),
        Child("mail", [*HEARD, "mail"]),
    ]
    keep_engine, say_when_ready = engine_tender(), _says_once_it_serves(f"http://{HOST}:{port}")
    with _addresses_told_in(data):
        Supervisor(children, each_tick=lambda: (keep_engine(), say_when_ready())[0]).run()
    let_go_of_engine()


def _settle_environment(port: int, data: Path) -> None:
    """Every process of the demo reads its settings from here."""
    if not _is_free(port):
        raise click.ClickException(f"Port {port} is in use. Choose another: bin/demo --port {port + 100}")
    for name, value in council.ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ |= {
        "HEARD_DATA": str(data),
        "HEARD_DEMO": "yes",
        "HEARD_URL": f"http://{HOST}:{port}",
        "HEARD_LIVE_PORT": str(_free_port(port + 1)),
        "HEARD_MAIL_LISTEN": f"{HOST}:{_free_port(port + MAIL_PORT_STEP)}",
    }


@contextmanager
def _addresses_told_in(data: Path) -> Iterator[None]:
    """While it runs, other commands in its data folder know where it is reached."""
    told = data / DEMO_ADDRESSES
    told.write_text(json.dumps({name: os.environ[name] for name in ADDRESSES}))
    try:
        yield
    finally:
        told.unlink(missing_ok=True)


def _free_port(wanted: int) -> int:
    """The wanted port, or any other where that one is taken."""
    if _is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server will do: a port that was let go of a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _run(step: str, *options: str) -> None:
    done = subprocess.run([*HEARD, step, *options], check=False)  # noqa: S603 - our own commands
    if done.returncode != 0:
        raise click.ClickException(f"`heard {step}` did not work; the reason is above.")


def _says_once_it_serves(url: str) -> Callable[[], None]:
    said = False

    def tick() -> None:
        nonlocal said
        if not said and _serves(url):
            said = True
            click.echo(f"ready {url}")

    return tick


def _serves(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/", timeout=5) as page:  # noqa: S310 - our own address
            return bool(page.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False
