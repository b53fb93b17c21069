"""Playing a questionnaire as a conversation: what was said so far travels with the page, and nothing is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from heard.domain.places.queries import addresses_matching
from heard.domain.questions.rules.dialogue import FoundAddress, begin, reply
from heard.domain.questions.rules.walk import NOT_YET, walk

if TYPE_CHECKING:
    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition
    from heard.domain.questions.rules.dialogue import Turn
    from heard.domain.questions.rules.walk import Asked, Way

LONGEST_MESSAGE = 2000
ADDRESSES = 4


class Said(NamedTuple):
    """One message of the conversation."""

    mine: bool
    text: str


@dataclass(frozen=True)
class Talk:
    """The conversation so far, and how far it led."""

    turn: Turn
    said: list[Said]
    way: Way

    @property
    def state(self) -> str:
        """What travels along."""
        return json.dumps({"state": self.turn.state, "said": self.said})


def talk(definition: Definition, facts: Facts, data: Any) -> Talk:
    """The first question; or, after `text` was sent, what is said to that."""
    state, said = _before(data.get("state", ""))
    text = data.get("text", "").strip()[:LONGEST_MESSAGE]
    if state is None:
        turn = begin(definition, facts, facts.language)
    else:
        turn = reply(definition, state, text, facts, find_address=_addresses)
        said = [*said, Said(mine=True, text=text)]
    said = [*said, *(Said(mine=False, text=words) for words in turn.say)]
    return Talk(turn, said, _way(definition, facts, turn))


def _before(kept: str) -> tuple[dict[str, Any] | None, list[Said]]:
    try:
        data = json.loads(kept or "null")
        return (dict(data["state"]), [Said(*one) for one in data["said"]]) if data else (None, [])
    except (ValueError, TypeError, KeyError):
        return None, []


def _addresses(text: str) -> list[FoundAddress]:
    found = addresses_matching(text, limit=ADDRESSES)
    return [FoundAddress(address.text, address.location.lon, address.location.lat) for address in found]


def _way(definition: Definition, facts: Facts, turn: Turn) -> Way:
    """As far as the conversation came."""
    path = turn.state.get("path", ())

    def answer(asked: Asked) -> Any:
        return turn.answers.get(asked.question.code) if asked.question.code in path else NOT_YET

    return walk(definition, facts, answer)
