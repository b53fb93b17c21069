"""From one state of the preference page to another: whatever was said before, what is chosen is what counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from heard.domain.consent.rules.choosing import standing_of, steps
from heard.domain.consent.rules.scopes import Scope, deciding

CHANNELS = ("email", "sms")
PARKS = UUID(int=7)


@dataclass(frozen=True)
class Saying:
    """An entry, as far as it decides anything."""

    scope: Scope
    given: bool
    purpose = property(lambda self: self.scope.purpose)
    department_id = property(lambda self: self.scope.department_id)
    topic = property(lambda self: self.scope.topic)
    channel = property(lambda self: self.scope.channel)


def scope(topic: str = "", channel: str = "", department: UUID | None = None) -> Scope:
    return Scope(purpose="information", topic=topic, channel=channel, department_id=department)


PARTS = [("", None), ("libraries", None), ("parks", None), ("", PARKS)]
CHOICES = [scope(topic, channel, department) for (topic, department), channel in product(PARTS, CHANNELS)]
SAYINGS = some.builds(
    Saying,
    scope=some.builds(
        scope,
        some.sampled_from(["", "libraries", "parks"]),
        some.sampled_from(["", *CHANNELS]),
        some.sampled_from([None, PARKS]),
    ),
    given=some.booleans(),
)


def agreed(newest_first: list[Saying], wanted: Scope) -> bool:
    said = deciding(newest_first, wanted)
    return bool(said and said.given)


def after_choosing(newest_first: list[Saying], chosen: set[Scope]) -> list[Saying]:
    standing = standing_of(newest_first, CHOICES, channels=CHANNELS)
    written = [Saying(about, given) for about, given in steps(standing, chosen)]
    return [*reversed(written), *newest_first]


@given(some.lists(SAYINGS, max_size=8), some.sets(some.sampled_from(CHOICES)))
def test_what_is_chosen_is_agreed_to_and_nothing_else(newest_first, chosen) -> None:
    after = after_choosing(newest_first, chosen)
    sendable = product(["", "libraries", "parks", "roads"], CHANNELS, [None, PARKS, UUID(int=8)])
    messages = [scope(*one) for one in sendable]
    for message in messages:
        assert agreed(after, message) == any(one.covers(message) for one in chosen), message


@given(some.lists(SAYINGS, max_size=8), some.sets(some.sampled_from(CHOICES)))
def test_choosing_the_same_again_writes_nothing(newest_first, chosen) -> None:
    once = after_choosing(newest_first, chosen)
    assert after_choosing(once, chosen) == once


def test_only_what_differs_is_written() -> None:
    before = [Saying(scope("libraries", "email"), given=True)]
    standing = standing_of(before, CHOICES, channels=CHANNELS)
    assert steps(standing, {scope("libraries", "email"), scope("parks", "email")}) == [(scope("parks", "email"), True)]


def test_fewer_topics_after_everything_is_a_wide_no_and_narrow_yeses() -> None:
    before = [Saying(scope(channel="email"), given=True)]
    standing = standing_of(before, CHOICES, channels=CHANNELS)
    assert steps(standing, {scope("parks", "email")}) == [
        (scope(channel="email"), False),
        (scope("parks", "email"), True),
    ]
