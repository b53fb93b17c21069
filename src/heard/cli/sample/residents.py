"""The people of the sample council: invented names, homes, and addresses that lead nowhere (RFC 2606, 555-01xx)."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from heard.domain.people.models import Assurance, Identity, IdentityKind, Need, Person
from heard.domain.people.operations.people import make_findable
from heard.domain.people.rules.ages import band_on
from heard.domain.people.rules.contact_points import comparable, identity_digest
from heard.domain.places.queries import area_at
from heard.kernel.ids import id_of

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.places.rules.addresses import AddressRow

MAILBOXES = ("mail.example", "post.example", "inbox.example", "example.com", "example.org", "example.net")
AREA_CODES = (203, 475, 860, 959, 212, 347, 413, 401, 617, 646, 718, 774, 914, 917, 201, 508, 516, 631, 732, 908)
REGULARS = 0.03  # of all residents: they write ten times as often
SAME_HOUSEHOLD = 0.1
TOLD_WHERE_THEY_LIVE, TOLD_WHEN_BORN, HAS_A_NEED = 0.6, 0.35, 0.07
NEEDS: Final = (
    Need.LARGE_PRINT, Need.CALL, Need.INTERPRETER, Need.WRITE, Need.EASY_READ, Need.HEARING_LOOP, Need.SIGN_LANGUAGE,
    Need.STEP_FREE,
)  # fmt: skip
YOUNGEST, OLDEST = 18, 93


@dataclass(slots=True)
class Resident:
    """Somebody who lives there. `person` comes to be when they first write, call or come in."""

    name: str
    home: AddressRow
    language: str
    email: str = ""
    phone: str = ""
    writes: float = 1.0
    born: date | None = None
    needs: list[str] = field(default_factory=list)
    told_where_they_live: bool = False
    person: Person | None = None
    identities: list[Identity] = field(default_factory=list)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    def met(self, at: datetime, *, attested: bool = False) -> Person:
        """The person as the council has known them since they first got in touch."""
        if self.person is None:
            self.person = who_they_are(self, at)
            assurance = Assurance.ATTESTED if attested else Assurance.UNVERIFIED
            known = [
                (IdentityKind.EMAIL, self.email),
                (IdentityKind.PHONE, self.phone),
                (IdentityKind.ADDRESS, self.home.line if self.told_where_they_live else ""),
            ]
            self.identities = [
                Identity(
                    id=id_of(at), created_at=at, person=self.person, kind=kind, value=value, key=_key(kind, value),
                    assurance=assurance if kind == IdentityKind.EMAIL else Assurance.UNVERIFIED,
                )
                for kind, value in known
                if value
            ]  # fmt: skip
        return self.person


def who_they_are(one: Resident, at: datetime) -> Person:
    """Their record. Drawn from their own name and home, so that it is the same whoever was met before them."""
    chance = Random(f"{one.name} {one.home.line}")  # noqa: S311 -- a story, not a secret
    one.born = one.born or at.date() - timedelta(days=chance.randint(YOUNGEST * 365, OLDEST * 365))
    one.needs = [chance.choice(NEEDS)] if chance.random() < HAS_A_NEED else []
    one.told_where_they_live = chance.random() < TOLD_WHERE_THEY_LIVE
    told_when_born = chance.random() < TOLD_WHEN_BORN
    area = area_at(one.home.location) if one.told_where_they_live else None
    person = Person(
        id=id_of(at), created_at=at, name=one.name, language=one.language, needs=one.needs,
        details={"birth_date": one.born.isoformat()} if told_when_born else {},
        age_band=band_on(at.date(), born=one.born if told_when_born else None),
        area_id=area.id if area else None,
    )  # fmt: skip
    make_findable(person, addresses=[one.home.line] if one.told_where_they_live else [])
    return person


def residents(count: int, homes: list[AddressRow], random: Random) -> list[Resident]:
    """So many residents; some share a home, a name and a telephone."""
    origins = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))["origins"]
    people: list[Resident] = []
    for number in range(count):
        if people and random.random() < SAME_HOUSEHOLD:
            people.append(_somebody_at_the_same_home(people[-1], origins, random))
        else:
            people.append(_somebody(number, origins, random.choice(homes), random))
    return people


def _somebody(number: int, origins: list[dict[str, str]], home: AddressRow, random: Random) -> Resident:
    origin = random.choices(origins, [float(one["weight"]) for one in origins])[0]
    first, last = random.choice(origin["first"].split()), random.choice(origin["last"].split())
    language = "es" if random.random() < float(origin.get("spanish", 0)) else "en"
    someone = Resident(f"{first} {last}", home, language, writes=10.0 if random.random() < REGULARS else 1.0)
    reached_by = random.choices(("both", "email", "phone"), (38, 42, 20))[0]
    if reached_by != "phone":
        someone.email = _mail_address(first, last, number, random)
    if reached_by != "email":
        someone.phone = f"+1 {AREA_CODES[number // 100 % len(AREA_CODES)]}-555-01{number % 100:02}"
    return someone


def _somebody_at_the_same_home(other: Resident, origins: list[dict[str, str]], random: Random) -> Resident:
    surname = other.name.split(" ", 1)[1]
    origin = next(one for one in origins if surname in one["last"].split())
    name = f"{random.choice(origin['first'].split())} {surname}"
    return Resident(name, other.home, other.language, email=other.email, phone=other.phone)


def _mail_address(first: str, last: str, number: int, random: Random) -> str:
    a, b = _plain(first), _plain(last)
    local = random.choice(
        (f"{a}.{b}", f"{a}{b}", f"{a[0]}{b}", f"{a}.{b}{number % 90 + 10}", f"{b}_{a}", f"{a}{number}")
    )
    return f"{local}@{random.choice(MAILBOXES)}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in letters if letter.isalnum())


def _key(kind: str, value: str) -> str:
    return identity_digest(kind, comparable(kind, value, region="US"))
