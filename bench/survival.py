"""Kill anything, lose nothing: reports and mails come in while web, worker, listener and database are killed at random.

`python -m bench.survival --reports 1000 --mails 1000` runs a council of its own in a temporary folder and prints one
JSON object. Every report that was answered with a redirect, and every mail that was answered with 250, must be there
exactly once, and its acknowledgement sent: once, or marked "perhaps twice" where a crash fell between sending and
recording.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller

from bench.survivors import Mailer, Reporter, ResidentsLine
from heard.kernel import engine
from tests.walks.town_hall import free_port, wait_for

DRAIN_SECONDS = 300
LINES = 4  # residents who send at the same time, of each kind
# What may be killed: a word of the command line, and what the result calls it. The supervisor stays.
VICTIMS = {
    "heard.cli.main web": "web",
    "heard.cli.main live": "live",
    "heard.cli.main worker": "worker",
    "heard.cli.main mail": "mail listener",
    "heard.kernel.engine.keeper": "keeper",
    "bin/postgres": "database",
    "postgres:": "a database process",
}


@dataclass
class Sink:
    """The world outside: counts what the council sends, by address."""

    received: Counter[str] = field(default_factory=Counter)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Take a mail."""
        self.received.update(envelope.rcpt_tos)
        return "250 OK"


@dataclass
class Killer(threading.Thread):
    """Kills one process every few seconds, until told to stop."""

    data: Path
    chance: random.Random
    killed: Counter[str] = field(default_factory=Counter)
    done: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Kill."""
        while not self.done.wait(self.chance.uniform(3, 12)):
            by_kind: dict[str, list[int]] = {}
            for pid, kind in processes_of(self.data):
                by_kind.setdefault(kind, []).append(pid)
            if by_kind:
                kind = self.chance.choice(sorted(by_kind))
                with suppress(ProcessLookupError):
                    os.kill(self.chance.choice(by_kind[kind]), signal.SIGKILL)
                    self.killed[kind] += 1


def processes_of(data: Path) -> list[tuple[int, str]]:
    """The killable processes of the council in this folder."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            ours = f"HEARD_DATA={data}".encode() in (folder / "environ").read_bytes().split(b"\0")
            if not ours and str(data) not in command and not _is_child_of_database(folder, data):
                continue
            found += [(int(folder.name), kind) for word, kind in VICTIMS.items() if word in command][:1]
    return found


def _is_child_of_database(folder: Path, data: Path) -> bool:
    """PostgreSQL's own processes rename themselves; their parent's command line names the folder."""
    parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
    return str(data).encode() in Path(f"/proc/{parent}/cmdline").read_bytes()


def main() -> int:
    """Run, count, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="heard-survival-"))
    sink, port, mail_port = Sink(), free_port(), free_port()
    smtp = Controller(sink, hostname="127.0.0.1", port=free_port())
    smtp.start()
    council = start_council(data, port, smtp.port)
    mail_port = wait_for(lambda: listener_port(data), "the mail listener's port")
    killer = Killer(data, random.Random(asked.seed))
    began = time.monotonic()
    killer.start()
    lines: list[ResidentsLine] = [Reporter(port, asked.reports, share, LINES) for share in range(LINES)]
    lines += [Mailer(mail_port, asked.mails, share, LINES) for share in range(LINES)]
    for line in lines:
        line.start()
    for line in lines:
        line.join()
    killer.done.set()
    killer.join()
    result = judge(data, lines, sink) | {"killed": dict(killer.killed), "seconds": round(time.monotonic() - began)}
    council.send_signal(signal.SIGTERM)
    council.wait(60)
    smtp.stop()
    print(json.dumps(result, indent=1))
    return 0 if result["kept"] else 1


def start_council(data: Path, port: int, smtp_port: int) -> subprocess.Popen[bytes]:
    """Everything under one supervisor, as `heard demo` runs it, with a small council and real mail."""
    environment = os.environ | {
        "HEARD_DATA": str(data),
        "HEARD_MAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "HEARD_REPORTS_PER_HOUR": "10000000",
        "HEARD_LOG_LEVEL": "ERROR",
    }
    subprocess.run([sys.executable, "-m", "tests.walks.seed"], env=environment, check=True)
    program = [sys.executable, "-m", "heard.cli.main", "demo", "--port", str(port), "--data", str(data)]
    with (data / "council.log").open("wb") as log:
        council = subprocess.Popen(program, env=environment, stdout=log, stderr=log)
    wait_for(lambda: "ready http" in (data / "council.log").read_text(), "the council", seconds=180)
    return council


def listener_port(data: Path) -> int | None:
    """Where the mail listener of this council listens, as its environment says."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and b"heard.cli.main\0mail" in (folder / "cmdline").read_bytes():
            settings = dict(
                entry.split(b"=", 1) for entry in (folder / "environ").read_bytes().split(b"\0") if b"=" in entry
            )
            if settings.get(b"HEARD_DATA") == str(data).encode():
                return int(settings[b"HEARD_MAIL_LISTEN"].rpartition(b":")[2])
    return None


def judge(data: Path, lines: list[ResidentsLine], sink: Sink) -> dict[str, Any]:
    """What was acknowledged, against what is there."""
    acknowledged = {marker for line in lines for marker in line.acknowledged}
    with psycopg.connect(**connection_of(data), autocommit=True) as database:
        wait_for(lambda: not waiting(database), "the queue to be worked off", seconds=DRAIN_SECONDS)
        found = Counter(
            marker for (marker,) in database.execute("SELECT text FROM conversations_message WHERE direction = 'in'")
        )
        sent = dict(
            database.execute(
                "SELECT address, bool_or(perhaps_twice) FROM conversations_delivery "
                "WHERE state = 'sent' GROUP BY address"
            ).fetchall()
        )
        cases = database.execute("SELECT count(*) FROM cases_case").fetchone()
    lost = [marker for marker in acknowledged if found[marker] == 0]
    doubled = [marker for marker in acknowledged if found[marker] > 1]
    unsent = [marker for marker in acknowledged if f"{marker}@example.org" not in sent]
    twice = [address for address, times in sink.received.items() if times > 1]
    unmarked = [address for address in twice if not sent.get(address)]
    return {
        "kept": not (lost or doubled or unsent or unmarked),
        "acknowledged": len(acknowledged),
        "asked_again_by_residents": sum(line.repeats for line in lines),
        "cases": cases[0] if cases else 0,
        "lost": len(lost),
        "doubled": len(doubled),
        "acknowledgements_sent": len(sent),
        "acknowledgements_missing": len(unsent),
        "sent_twice_and_marked": len(twice) - len(unmarked),
        "sent_twice_unmarked": len(unmarked),
        "marked_perhaps_twice": sum(map(bool, sent.values())),
    }


def waiting(database: psycopg.Connection[Any]) -> bool:
    """Whether any envelope or delivery is still on its way."""
    row = database.execute(
        "SELECT EXISTS (SELECT FROM conversations_envelope WHERE state = 'received') "
        "OR EXISTS (SELECT FROM conversations_delivery WHERE state IN ('queued', 'sending', 'retry'))"
    ).fetchone()
    return bool(row and row[0])


def connection_of(data: Path) -> dict[str, Any]:
    """How to reach the council's own engine, kept up for the judging."""
    engine.hold(data)
    parts = engine.database_url_parts(data)
    return {"host": parts["HOST"], "dbname": parts["NAME"], "user": parts["USER"]}


if __name__ == "__main__":
    sys.exit(main())
