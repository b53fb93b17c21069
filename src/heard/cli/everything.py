"""All processes of a council on one machine, under one supervisor: what `heard demo` and `heard start` share."""

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

from heard.cli.ground import HEARD, RUNNING_ADDRESSES, engine_tender, let_go_of_engine
from heard.cli.serve import web_children
from heard.kernel.supervisor import Child, Supervisor

HOST = "127.0.0.1"
# The mail listener's port lies this far above the pages', the live process's one above.
MAIL_PORT_STEP = 25
ADDRESSES = ("HEARD_URL", "HEARD_LIVE_PORT", "HEARD_MAIL_LISTEN")


def end_when_asked() -> None:
    """Before anything runs, and the same for whatever is running when the signal comes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def settle_addresses(port: int, data: Path) -> None:
    """Every process reads where it is reached from the environment. A port in use is said."""
    if not is_free(port):
        raise click.ClickException(f"Port {port} is in use. Choose another: --port {port + 100}")
    os.environ |= {
        "HEARD_DATA": str(data),
        "HEARD_URL": f"http://{HOST}:{port}",
        "HEARD_LIVE_PORT": str(_free_port(port + 1)),
        "HEARD_MAIL_LISTEN": f"{HOST}:{_free_port(port + MAIL_PORT_STEP)}",
    }


def run(step: str, *options: str) -> None:
    """Another command of ours, to its end."""
    done = subprocess.run([*HEARD, step, *options], check=False)  # noqa: S603 - our own commands
    if done.returncode != 0:
        raise click.ClickException(f"`heard {step}` did not work; the reason is above.")


def run_everything(port: int, data: Path) -> None:
    """Pages, live events, work in the background, mail; says `ready URL` once it serves. Ends when it is asked to."""
    children = [
        *web_children(HOST, port, workers=2, threads=4),
        Child("worker", [*HEARD, "worker"]),
        Child("mail", [*HEARD, "mail"]),
    ]
    keep_engine, say_when_ready = engine_tender(), _says_once_it_serves(f"http://{HOST}:{port}")
    with _addresses_told_in(data):
        Supervisor(children, each_tick=lambda: (keep_engine(), say_when_ready())[0]).run()
    let_go_of_engine()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server will do: a port that was let go of a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@contextmanager
def _addresses_told_in(data: Path) -> Iterator[None]:
    """While it runs, other commands in its data folder know where it is reached."""
    told = data / RUNNING_ADDRESSES
    told.write_text(json.dumps({name: os.environ[name] for name in ADDRESSES}))
    try:
        yield
    finally:
        told.unlink(missing_ok=True)


def _free_port(wanted: int) -> int:
    """The wanted port, or any other where that one is taken."""
    if is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


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
