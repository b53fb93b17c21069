"""What the sample council may send to whom: some residents agreed, some changed their mind, most said nothing."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from heard.domain.consent.models import ConsentChannel, ConsentEntry, How, Purpose
from heard.domain.consent.queries.ledger import wordings_in_use
from heard.domain.people.models import Assurance, IdentityKind
from heard.kernel.actor import resident, staff
from heard.kernel.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from heard.cli.sample.residents import Resident
    from heard.domain.consent.models import Wording
    from heard.domain.people.models import Person
    from heard.domain.teams.models import Staff

AGREED, CHANGED_THEIR_MIND, SURVEYED = 0.42, 0.15, 0.3
HOW: Final = {How.PAGE: 60, How.FORM: 20, How.PHONE: 15, How.COUNTER: 5}


def agreements(residents: Iterable[Resident], *, topics: list[str], clerk: Staff, now: datetime) -> list[ConsentEntry]:
    """What they said, each by their own chance, so that it is the same whoever was met before them."""
    wordings = {language: wordings_in_use(language) for language in ("en", "es")}
    said: list[ConsentEntry] = []
    for one in residents:
        chance = Random(f"agreeing {one.name} {one.home.line}")  # noqa: S311 -- a story, not a secret
        if one.person and one.email and chance.random() < AGREED:
            said += _Choice(one, one.person, chance, now, clerk).entries(topics, wordings[one.language])
    return said


class _Choice:
    """What one resident chose, and when."""

    def __init__(self, one: Resident, person: Person, chance: Random, now: datetime, clerk: Staff) -> None:
        self.one, self.person, self.chance = one, person, chance
        self.at = person.created_at + (now - person.created_at) * chance.random() * 0.8
        self.later = self.at + (now - self.at) * chance.random()
        self.how = chance.choices(list(HOW), list(HOW.values()))[0]
        self.clerk = clerk

    def entries(self, topics: list[str], wordings: dict[str, Wording]) -> list[ConsentEntry]:
        """A yes to some topics, or to everything; perhaps to surveys; perhaps a no later on."""
        chosen = sorted(self.chance.sample(topics, self.chance.randint(1, 3)))
        everything = self.chance.random() < CHANGED_THEIR_MIND
        self.person.interests = chosen
        self._prove_the_address()
        yes: dict[str, Any] = {"given": True, "how": self.how, "wording": wordings[Purpose.INFORMATION]}
        said = [self._entry(Purpose.INFORMATION, topic, **yes) for topic in ([""] if everything else chosen)]
        if self.chance.random() < SURVEYED:
            said.append(self._entry(Purpose.SURVEYS, **yes | {"wording": wordings[Purpose.SURVEYS]}))
        if self.chance.random() < SURVEYED:
            said.append(self._entry(Purpose.CONSULTATIONS, **yes | {"wording": wordings[Purpose.CONSULTATIONS]}))
        if self.chance.random() < CHANGED_THEIR_MIND:
            said.append(self._entry(Purpose.INFORMATION, chosen[0], given=False, how=How.ONE_CLICK, at=self.later))
        return said

    def _prove_the_address(self) -> None:
        """Whoever agrees does so by a link that was sent to them, or is asked to show that the address is theirs."""
        for identity in self.one.identities:
            if identity.kind == IdentityKind.EMAIL:
                identity.assurance, identity.verified_at = Assurance.VERIFIED, self.at

    def _entry(self, purpose: Purpose, topic: str = "", *, at: datetime | None = None, **columns: Any) -> ConsentEntry:
        at = at or self.at + timedelta(seconds=1)
        by_staff = columns["how"] in {How.PHONE, How.COUNTER}
        actor = staff(self.clerk.id) if by_staff else resident(self.person.id)
        return ConsentEntry(
            id=id_of(at), created_at=at, at=at, person=self.person, purpose=purpose, topic=topic,
            channel=ConsentChannel.EMAIL, actor_kind=actor.kind, actor_id=actor.id, **columns,
        )  # fmt: skip
