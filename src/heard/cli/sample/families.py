"""Who belongs together in the sample council, and the Quiñones family: a third missed bin, a mother to speak for.

And the organisations, with the residents who speak for them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone

from heard.cli.sample.demand import Occasion
from heard.cli.sample.residents import Resident
from heard.domain.cases.models import Origin
from heard.domain.people.models import CautionKind, HouseholdRole, IdentityKind, MandateKind, Need, PersonKind
from heard.domain.people.operations.households import join_household, start_household
from heard.domain.people.operations.identities import verify_identity
from heard.domain.people.operations.mandates import give_mandate
from heard.domain.people.operations.notes import add_caution, add_note
from heard.domain.people.operations.people import add_person
from heard.domain.people.operations.profile import update_profile
from heard.kernel.actor import resident, staff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from heard.domain.people.models import Person
    from heard.domain.places.rules.addresses import AddressRow
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor

GENERATION = timedelta(days=16 * 365)
BETWEEN_BINS = (74, 36, 3)  # days ago
ORGANISATIONS = (  # name, email, phone, and what its contact is there
    ("Fairmere Traders’ Association", "office@traders.example", "+1 203-555-0143", "Secretary"),
    ("Friends of the Millpond", "hello@millpond.example", "+1 203-555-0157", "Chair"),
)
DOGS = 6  # every so many households keeps one that colleagues should know of


class Family:
    """Marisol calls about her bin; Carmen, her mother, is to be called; and somebody typed a name without its tilde."""

    def __init__(self, homes: list[AddressRow]) -> None:
        home = homes[len(homes) // 3]
        self.marisol = self._one("Marisol Quiñones", home, 1979, email="marisol.quinones@mail.example")
        self.carmen = self._one("Carmen Quiñones", home, 1939, language="es")
        self.hector = self._one("Héctor Vega", home, 1976)
        self.again = self._one("Marisol Quinones", home, None, email="mquinones@post.example")
        self.members = [self.marisol, self.carmen, self.hector, self.again]

    def occasions(self, now: datetime) -> list[Occasion]:
        """Three bins, the last of them still waiting; and one report each from the others."""
        home = self.marisol.home
        bins = [
            Occasion(
                "missed-bin", now - timedelta(days=days), way, self.marisol, home, open_end=days == BETWEEN_BINS[-1]
            )
            for days, way in zip(BETWEEN_BINS, (Origin.PHONE, Origin.WEB, Origin.PHONE), strict=True)
        ]
        return [
            *bins,
            Occasion("sidewalk", now - timedelta(days=120), Origin.PHONE, self.carmen, home),
            Occasion("noise", now - timedelta(days=50), Origin.WEB, self.hector, home),
            Occasion("street-light", now - timedelta(days=9), Origin.WEB, self.again, home),
        ]

    def settle(self, clerk: Staff) -> None:
        """What the contact centre has learnt about them."""
        actor, today = staff(clerk.id), timezone.localdate()
        marisol, carmen, hector = (_known(one) for one in (self.marisol, self.carmen, self.hector))
        home = start_household(marisol, address=self.marisol.home.line, actor=actor)
        join_household(home, person=hector, role=HouseholdRole.PARTNER, actor=actor)
        join_household(home, person=carmen, role=HouseholdRole.PARENT, actor=actor)
        until = today + timedelta(days=300)
        give_mandate(carmen, speaker=marisol, kind=MandateKind.CARER, until=until, actor=actor)
        update_profile(carmen, needs=[Need.CALL, Need.LARGE_PRINT], preferred_channel="phone", actor=actor)
        verify_identity(marisol.identities.get(kind=IdentityKind.EMAIL), how="link", actor=resident(marisol.id))
        update_profile(marisol, contact_hours="evening", other_languages=["es"], actor=actor)
        text = "Speaks Spanish at home. Ask for her daughter Marisol when it is about money."
        add_note(carmen, text=text, expires_on=today + timedelta(days=180), actor=actor)

    def _one(self, name: str, home: AddressRow, born: int | None, *, language: str = "en", email: str = "") -> Resident:
        born_on = date(born, 5, 17) if born else None
        return Resident(name, home, language, email=email, phone="+1 203-555-0199", writes=0, born=born_on)


def settle_organisations(met: Iterable[Resident], *, clerk: Staff) -> None:
    """Each with a contact of its own: somebody who has been in touch, and now speaks for it too."""
    actor = staff(clerk.id)
    contacts = [one for one in met if one.email and one.person]
    for (name, email, phone, position), contact in zip(ORGANISATIONS, contacts, strict=False):
        organisation = add_person(name=name, email=email, phone=phone, actor=actor)
        update_profile(organisation, kind=PersonKind.ORGANISATION, actor=actor)
        update_profile(_known(contact), role=position, actor=actor)
        give_mandate(organisation, speaker=_known(contact), kind=MandateKind.CONTACT, actor=actor)


def settle_households(met: Iterable[Resident], *, clerk: Staff) -> None:
    """Those at one home with one name are a household: a guess that an agent has confirmed."""
    together: dict[tuple[str, str], list[Resident]] = defaultdict(list)
    for one in met:
        together[one.home.line, one.name.rpartition(" ")[2]].append(one)
    homes = [members for members in together.values() if len(members) > 1]
    for number, members in enumerate(homes):
        _settle(sorted(members, key=_age_order), staff(clerk.id), with_dog=number % DOGS == 0)


def _settle(members: list[Resident], actor: Actor, *, with_dog: bool) -> None:
    eldest = members[0]
    home = start_household(_known(eldest), address=eldest.home.line, actor=actor)
    for older, one in pairwise(members):
        child = bool(older.born and one.born and one.born - older.born > GENERATION)
        join_household(
            home, person=_known(one), role=HouseholdRole.CHILD if child else HouseholdRole.RELATIVE, actor=actor
        )
    if with_dog:
        review = timezone.localdate() + timedelta(days=120)
        reason = "A large dog in the yard came at a colleague who read the meter. Ring first."
        add_caution(_known(eldest), kind=CautionKind.DOG, reason=reason, review_on=review, actor=actor)


def _known(one: Resident) -> Person:
    if one.person is None:
        raise LookupError(f"{one.name} has not been in touch")
    return one.person


def _age_order(one: Resident) -> date:
    return one.born or date.max
