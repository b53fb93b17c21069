"""The town of the bench: households with their people, address, telephone and mailbox. The same at each run."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anyascii import anyascii

from bench.townsfolk.names import draw_language, draw_name, draw_surname, surnames

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = {1: 30, 2: 32, 3: 15, 4: 13, 5: 6, 6: 4}  # of a hundred households
WAYS = ("Street", "Avenue", "Road", "Lane", "Drive", "Court", "Close", "Terrace")
DISTRICTS = ("Northside", "Westfield", "Old Town", "Harbour", "Eastgate", "Mill Hill", "Riverside", "Southmoor")
OTHER_SURNAME, SHARED_PHONE, SHARED_MAILBOX, OWN_PHONE, OWN_MAILBOX = 0.2, 0.45, 0.2, 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody, with everything they are found by."""

    name: str
    address: str
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)


def households(people: int, *, seed: int) -> Iterator[list[Resident]]:
    """Households of so many people together."""
    chance = random.Random(seed)
    made = 0
    while made < people:
        size = min(chance.choices(list(SIZES), weights=list(SIZES.values()))[0], people - made)
        yield _household(size, seed * 10_000_000 + made, chance)
        made += size


def _household(size: int, number: int, chance: random.Random) -> list[Resident]:
    language = draw_language(chance)
    surname = draw_surname(language, chance)
    address = _address(chance)
    phone = [_phone(chance)] if chance.random() < SHARED_PHONE else []
    mailbox = [f"{_plain(surname)}.home{number}@example.net"] if chance.random() < SHARED_MAILBOX else []
    members = []
    for place in range(size):
        family = draw_surname(language, chance) if chance.random() < OTHER_SURNAME else surname
        name = draw_name(language, family, chance)
        emails, phones = list(mailbox), list(phone)
        if chance.random() < OWN_MAILBOX:
            emails.append(f"{_plain(name)}{number + place}@example.org")
        if chance.random() < OWN_PHONE:
            phones.append(_phone(chance))
        members.append(Resident(name, address, emails, phones))
    return members


def _address(chance: random.Random) -> str:
    street = f"{surnames('en_US').draw(chance)} {chance.choice(WAYS)}"
    flat = f"Flat {chance.randint(1, 40)}, " if chance.random() < 0.2 else ""
    return f"{flat}{chance.randint(1, 240)} {street}, {chance.choice(DISTRICTS)}"


def _phone(chance: random.Random) -> str:
    return f"+1203{chance.randint(2_000_000, 9_999_999)}"


def _plain(name: str) -> str:
    return ".".join("".join(filter(str.isalnum, anyascii(word))).lower() for word in name.split())
