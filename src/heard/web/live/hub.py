"""Who listens to what within the live process. No network and no database: events come in, chunks go into queues."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable

# An event is about 100 bytes. A reader this far behind is cut off: it reconnects, fetches the page and is up to date.
LONGEST_QUEUE = 64
PING = b": \n\n"


def event(topic: str, kind: str) -> bytes:
    """An event as it goes over the line."""
    return b"data: " + json.dumps({"topic": topic, "kind": kind}, separators=(",", ":")).encode() + b"\n\n"


class Listener:
    """One open stream: a queue of chunks, and the task that sends them, which is cancelled when the reader is gone or
    too slow, or when the process ends."""

    def __init__(self, topics: Iterable[str], *, sender: asyncio.Task[None] | None) -> None:
        self.topics = tuple(topics)
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue(LONGEST_QUEUE)
        self._sender = sender

    def push(self, chunk: bytes) -> None:
        try:
            self._chunks.put_nowait(chunk)
        except asyncio.QueueFull:
            self.close()

    def close(self) -> None:
        if self._sender is not None:
            self._sender.cancel()

    async def next_chunk(self) -> bytes:
        """Wait for what to send next; what has gathered meanwhile is sent together."""
        chunks = [await self._chunks.get()]
        while not self._chunks.empty():
            chunks.append(self._chunks.get_nowait())
        return b"".join(chunks)


class Hub:
    """Every open stream by topic."""

    def __init__(self) -> None:
        self._by_topic: defaultdict[str, set[Listener]] = defaultdict(set)
        self.listeners: set[Listener] = set()
        self.hears_the_database = False

    def add(self, listener: Listener) -> None:
        self.listeners.add(listener)
        for topic in listener.topics:
            self._by_topic[topic].add(listener)

    def remove(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        for topic in listener.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def publish(self, topic: str, kind: str) -> None:
        chunk = event(topic, kind)
        for listener in tuple(self._by_topic.get(topic, ())):
            listener.push(chunk)

    def resync(self) -> None:
        """Events may have been missed: everybody fetches what they look at once more."""
        for topic in tuple(self._by_topic):
            self.publish(topic, "resync")

    def ping(self) -> None:
        for listener in tuple(self.listeners):
            listener.push(PING)

    def close(self) -> None:
        for listener in tuple(self.listeners):
            listener.close()
