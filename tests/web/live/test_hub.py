"""Who hears what, and what becomes of a reader who does not read."""

import asyncio

from heard.web.live.hub import LONGEST_QUEUE, Hub, Listener


def listening(hub: Hub, *topics: str) -> Listener:
    listener = Listener(topics, sender=asyncio.current_task())
    hub.add(listener)
    return listener


def test_an_event_reaches_those_who_listen_to_its_topic_and_nobody_else() -> None:
    async def story() -> None:
        hub = Hub()
        one, two, other = listening(hub, "inbox"), listening(hub, "case:1", "inbox"), listening(hub, "case:2")
        hub.publish("inbox", "changed")
        hub.ping()
        expected = b'data: {"topic":"inbox","kind":"changed"}\n\n: \n\n'
        assert await one.next_chunk() == expected
        assert await two.next_chunk() == expected
        assert await other.next_chunk() == b": \n\n"

    asyncio.run(story())


def test_after_a_broken_line_everybody_is_told_to_look_again() -> None:
    async def story() -> None:
        hub = Hub()
        listener = listening(hub, "inbox")
        hub.resync()
        assert b'"kind":"resync"' in await listener.next_chunk()

    asyncio.run(story())


def test_a_reader_that_falls_behind_is_cut_off_and_the_others_are_not() -> None:
    async def slow(hub: Hub) -> None:
        listening(hub, "inbox")
        await asyncio.sleep(60)

    async def story() -> None:
        hub = Hub()
        stuck = asyncio.create_task(slow(hub))
        await asyncio.sleep(0)
        reader = listening(hub, "inbox")
        for number in range(LONGEST_QUEUE + 1):
            hub.publish("inbox", str(number))
            await reader.next_chunk()
        await asyncio.sleep(0)
        assert stuck.cancelled()

    asyncio.run(story())


def test_nothing_is_kept_of_those_who_left() -> None:
    async def story() -> None:
        hub = Hub()
        listener = listening(hub, "case:1")
        hub.remove(listener)
        hub.publish("case:1", "changed")
        assert not hub.listeners
        assert not hub._by_topic

    asyncio.run(story())
