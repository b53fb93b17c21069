"""The tables of people: persons and identities, households, what is noted about them, who is the same as whom."""

from heard.domain.people.models.households import Household, HouseholdRole, Mandate, MandateKind, Member
from heard.domain.people.models.notes import Caution, CautionKind, PersonNote
from heard.domain.people.models.person import (
    LINKS_BY_ITSELF,
    AgeBand,
    Assurance,
    ContactHours,
    Identity,
    IdentityKind,
    Need,
    Person,
    PersonKind,
    Topic,
)
from heard.domain.people.models.sameness import Distinction, Merge, Proof

__all__ = [
    "LINKS_BY_ITSELF",
    "AgeBand",
    "Assurance",
    "Caution",
    "CautionKind",
    "ContactHours",
    "Distinction",
    "Household",
    "HouseholdRole",
    "Identity",
    "IdentityKind",
    "Mandate",
    "MandateKind",
    "Member",
    "Merge",
    "Need",
    "Person",
    "PersonKind",
    "PersonNote",
    "Proof",
    "Topic",
]
