"""The processes of a council, started as an administrator would, and the world outside: an SMTP server."""

from __future__ import annotations

import email
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from email import policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

PATIENCE = 60


def wait_for(what: Callable[[], Any], why: str, *, seconds: float = PATIENCE) -> Any:
    """Ask until there is an answer; a walk that waits in vain says for what."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if answer := what():
                return answer
        time.sleep(0.1)
    message = f"waited {seconds:.0f} seconds for {why}"
    raise AssertionError(message)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class PostOffice:
    """An SMTP server outside the council: keeps what the council sends."""

    received: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Take a mail."""
        self.received.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def mail_to(self, address: str, *, containing: str = "") -> EmailMessage | None:
        """The newest mail to this address with these words in it."""
        for message in reversed(self.received):
            body = message.get_body(("plain",))
            if address in str(message["To"]) and body and containing in body.get_content():
                return message
        return None


class TownHall:
    """A council in a folder: `start` runs its processes, `stop` ends them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port, self.live_port, self.mail_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.post_office = PostOffice()
        self._smtp = Controller(self.post_office, hostname="127.0.0.1", port=free_port())
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Fill the folder, then run web, live, worker and listener."""
        self._smtp.start()
        environment = self._environment()
        subprocess.run([sys.executable, "-m", "tests.walks.seed"], env=environment, check=True)
        for command in (["serve", "--port", str(self.port), "--workers", "1"], ["worker"], ["mail"]):
            program = [sys.executable, "-m", "heard.cli.main", *command]
            with (self.data / f"{command[0]}.log").open("wb") as log:
                self._processes.append(subprocess.Popen(program, env=environment, stderr=log, stdout=log))
        wait_for(lambda: urllib.request.urlopen(self.url, timeout=5).status == 200, "the portal")
        wait_for(
            lambda: socket.create_connection(("127.0.0.1", self.mail_port), 1).close() or True, "the mail listener"
        )

    def stop(self) -> None:
        """End everything that was started."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(PATIENCE)
        self._smtp.stop()

    def resident_writes(self, message: EmailMessage) -> None:
        """Hand a mail to the council's listener."""
        with smtplib.SMTP("127.0.0.1", self.mail_port, timeout=30) as smtp:
            smtp.send_message(message)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "heard.config.settings",
            "HEARD_DATA": str(self.data),
            "HEARD_ENGINE_FSYNC": "off",
            "HEARD_URL": self.url,
            "HEARD_LIVE_PORT": str(self.live_port),
            "HEARD_MAIL_URL": f"smtp://127.0.0.1:{self._smtp.port}",
            "HEARD_MAIL_LISTEN": f"127.0.0.1:{self.mail_port}",
            "HEARD_COUNCIL_NAME": "Westmere Council",
        }
