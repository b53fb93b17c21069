"""What many open event streams cost: `python -m bench.live_streams [--streams 1000] [--json]`.

Starts the live process on a data folder of its own, opens the streams, notifies through PostgreSQL and takes the time
until each stream has the event. Client and server share the machine's cores: real figures are a little better.
"""

import argparse
import asyncio
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg

from heard.kernel import engine

EVENTS = 50
EVENTS_A_SECOND = 5
IDLE_SECONDS = 25  # a ping included
HOST = "127.0.0.1"


class Stream:
    """One browser: a socket, and when each event arrived on it."""

    def __init__(self) -> None:
        self.arrivals: dict[int, float] = {}

    async def open(self, port: int, ticket: str) -> None:
        self._reader, self._writer = await asyncio.open_connection(HOST, port, limit=4096)
        self._writer.write(f"GET /live/stream?ticket={ticket} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        await self._reader.readuntil(b": heard\n\n")
        self.task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while line := await self._reader.readline():
            if line.startswith(b"data: "):
                kind = json.loads(line[6:])["kind"]
                if kind.isdigit():
                    self.arrivals[int(kind)] = time.perf_counter()

    def close(self) -> None:
        self.task.cancel()
        self._writer.close()


class DirectListener:
    """The reference: one connection to PostgreSQL that listens itself, beside all the streams."""

    def __init__(self) -> None:
        self.arrivals: dict[int, float] = {}

    async def open(self, address: dict[str, str]) -> None:
        self._line = await psycopg.AsyncConnection.connect(**address, autocommit=True)
        await self._line.execute("LISTEN heard_live")
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for notification in self._line.notifies():
            self.arrivals[int(json.loads(notification.payload)["kind"])] = time.perf_counter()

    def close(self) -> None:
        self._task.cancel()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def memory_mb(process: psutil.Process) -> float:
    """Proportional set size: what forked processes share is counted once."""
    return sum(member.memory_full_info().pss for member in family(process)) / 2**20


def cpu_seconds(process: psutil.Process) -> float:
    return sum(sum(member.cpu_times()[:2]) for member in family(process))


async def notify(connection: psycopg.AsyncConnection, kind: str) -> float:
    payload = json.dumps({"topic": "inbox", "kind": kind})
    began = time.perf_counter()
    await connection.execute("SELECT pg_notify('heard_live', %s)", (payload,))
    return began


async def measure(data: Path, port: int, server: psutil.Process, count: int) -> dict[str, float]:
    parts = engine.database_url_parts(data)
    address = {"host": parts["HOST"], "user": parts["USER"], "dbname": parts["NAME"]}
    before = memory_mb(server)
    streams = [Stream() for _ in range(count)]
    began, cpu = time.perf_counter(), cpu_seconds(server)
    ticket = new_ticket()
    for start in range(0, count, 50):
        await asyncio.gather(*(stream.open(port, ticket) for stream in streams[start : start + 50]))
    opened, opening_cpu = time.perf_counter() - began, cpu_seconds(server) - cpu
    after = memory_mb(server)

    cpu = cpu_seconds(server)
    await asyncio.sleep(IDLE_SECONDS)
    idle_cpu = (cpu_seconds(server) - cpu) / IDLE_SECONDS

    sent: list[float] = []
    direct = DirectListener()
    await direct.open(address)
    cpu = cpu_seconds(server)
    async with await psycopg.AsyncConnection.connect(**address, autocommit=True) as connection:
        for number in range(EVENTS):
            sent.append(await notify(connection, str(number)))
            await asyncio.sleep(1 / EVENTS_A_SECOND)
    await asyncio.sleep(1)
    event_cpu = (cpu_seconds(server) - cpu) / EVENTS

    delays = [1000 * (at - sent[number]) for stream in streams for number, at in stream.arrivals.items()]
    reference = statistics.median(1000 * (at - sent[number]) for number, at in direct.arrivals.items())
    for stream in streams:
        stream.close()
    direct.close()
    percentiles = statistics.quantiles(delays, n=100)
    return {
        "streams": count,
        "opened_per_second": round(count / opened),
        "opening_cpu_ms_each": round(1000 * opening_cpu / count, 2),
        "memory_mb_empty": round(before, 1),
        "memory_mb_full": round(after, 1),
        "memory_kb_each": round(1024 * (after - before) / count, 1),
        "idle_cpu_percent": round(100 * idle_cpu, 2),
        "events_lost": EVENTS * count - len(delays),
        "p50": round(percentiles[49], 1),
        "p95": round(percentiles[94], 1),
        "max": round(max(delays), 1),
        "queries": 1,
        "reference": round(reference, 1),
        "ratio": round(percentiles[49] / reference, 1),
        "cpu_ms_per_event_to_all": round(1000 * event_cpu, 1),
    }


def new_ticket() -> str:
    # Heard's settings are read from the environment, which `main` sets first.
    from heard.web.live.ticket import Ticket, write_ticket  # noqa: PLC0415

    return write_ticket(Ticket(topics=("inbox",)))


def wait_until_open(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the live process did not start")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--streams", type=int, default=1000)
    options.add_argument("--json", action="store_true")
    arguments = options.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        data, port = Path(folder), free_port()
        os.environ |= {"HEARD_DATA": folder, "DJANGO_SETTINGS_MODULE": "heard.config.settings"}
        engine.hold(data)
        for step in (["migrate"], ["live", "--port", str(port)]):
            command = [sys.executable, "-m", "heard.cli.main", *step]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            if step == ["migrate"]:
                process.wait()
        wait_until_open(port)
        time.sleep(1)
        result = asyncio.run(measure(data, port, psutil.Process(process.pid), arguments.streams))
        process.terminate()
        process.wait()
        engine.release(data, patience=20)
    if arguments.json:
        print(json.dumps({"name": "live_streams", "unit": "ms", **result}))
    else:
        print("\n".join(f"{name:>26}  {value}" for name, value in result.items()))


if __name__ == "__main__":
    main()
