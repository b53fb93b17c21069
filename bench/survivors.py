"""Residents who do not give up: they send again what was not acknowledged, as browsers and mail systems do."""

from __future__ import annotations

import http.cookiejar
import random
import re
import smtplib
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from email.message import EmailMessage

PAUSE = 0.3
MOST_TRIES = 200
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class ResidentsLine(threading.Thread):
    """One of several who send their share of `number` messages, one after another."""

    kind = ""

    def __init__(self, port: int, number: int, share: int, shares: int) -> None:
        super().__init__(daemon=True)
        self.port, self.numbers = port, range(share, number, shares)
        self.acknowledged: list[str] = []
        self.repeats = 0

    def run(self) -> None:
        """Send everything; remember what was acknowledged."""
        for number in self.numbers:
            marker = f"{self.kind}{number}"
            if self.until_acknowledged(marker):
                self.acknowledged.append(marker)

    def until_acknowledged(self, marker: str) -> bool:
        """Try until it is."""
        for _attempt in range(MOST_TRIES):
            with suppress(OSError, smtplib.SMTPException, ValueError):
                self.send(marker)
                return True
            self.repeats += 1
            time.sleep(PAUSE)
        return False

    def send(self, marker: str) -> None:
        """Send it; raise where it was not acknowledged."""
        raise NotImplementedError


class Mailer(ResidentsLine):
    """Writes mails."""

    kind = "mail"

    def send(self, marker: str) -> None:
        """One mail; the same Message-ID however often it is tried."""
        message = EmailMessage()
        message["From"], message["To"] = f"{marker}@example.org", "council@heard.localhost"
        message["Subject"], message["Message-ID"] = f"About {marker}", f"<{marker}@example.org>"
        message.set_content(marker)
        with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as smtp:
            smtp.send_message(message)


class Reporter(ResidentsLine):
    """Fills in the portal's pages, one after another; what does not come is asked for again, on the same draft."""

    kind = "report"

    def __init__(self, port: int, number: int, share: int, shares: int) -> None:
        super().__init__(port, number, share, shares)
        self.url = f"http://127.0.0.1:{port}"
        self.drafts: dict[str, tuple[urllib.request.OpenerDirector, str]] = {}
        self.chance = random.Random(share)

    def send(self, marker: str) -> None:
        """Go on where the report stands, until the page that says it was received."""
        opener, address = self.drafts.get(marker) or (self._browser(), f"{self.url}/report/?service=pothole")
        while "/sent/" not in address:
            with opener.open(address, timeout=20) as page:
                address, text = page.url, page.read().decode()
            if "/sent/" in address:  # it was received, and only the answer was lost
                return
            step = urllib.parse.urlparse(address).path.rstrip("/").rpartition("/")[2]
            token = TOKEN.search(text)
            if token is None:
                raise ValueError(address)
            answers = self._answers(step, marker) | {"csrfmiddlewaretoken": token[1]}
            with opener.open(address, urllib.parse.urlencode(answers).encode(), timeout=20) as page:
                address = page.url
                page.read()
            self.drafts[marker] = opener, address

    def _answers(self, step: str, marker: str) -> dict[str, str]:
        """What this page is told."""
        if step in {"place", "report"}:
            return {
                "lon": str(-72.95 + self.chance.uniform(-0.04, 0.04)),
                "lat": str(41.3 + self.chance.uniform(-0.04, 0.04)),
            }
        return {"details": {"description": marker}, "contact": {"email": f"{marker}@example.org"}}.get(step, {})

    @staticmethod
    def _browser() -> urllib.request.OpenerDirector:
        return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
