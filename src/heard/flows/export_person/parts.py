"""What is kept about a person, table by table: how their rows are found, and what of a row is not about them.

Every table that names a person or holds sealed words has its line here, in PARTS or in LEFT_OUT with the reason:
a test sees to it. docs/reference/export.md describes the result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Case, Draft, Follower
from heard.domain.consent.models import ConsentEntry, OptionalMessage, QuietHours
from heard.domain.conversations.models import Attachment, Conversation, Delivery, Direction, Envelope, Message
from heard.domain.people.models import (
    Caution,
    Distinction,
    Household,
    Identity,
    Mandate,
    Member,
    Merge,
    Person,
    PersonNote,
    Proof,
)
from heard.domain.privacy.models import Copy, Erasure, LegalHold, RightsRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from uuid import UUID

    from django.db.models import Model


def _by_person(records: Collection[UUID]) -> Q:
    return Q(person__in=records)


def _said_to_or_by(records: Collection[UUID]) -> Q:
    """Everything in their conversations but what a stranger sent into them, and what they sent into another's."""
    theirs = Q(conversation__person__in=records) & ~Q(~Q(person__in=records), held=True, direction=Direction.IN)
    return theirs | Q(person__in=records, direction=Direction.IN)


def _sent_to_or_by(records: Collection[UUID]) -> Q:
    """The files of these messages, and of no others."""
    return Q(message__in=Message.objects.order_by().filter(_said_to_or_by(records)).values("pk"))


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the copy. `without`: columns that say nothing about the person, or belong to somebody else."""

    name: str
    model: type[Model]
    where: Callable[[Collection[UUID]], Q] = _by_person
    without: frozenset[str] = frozenset()
    more: dict[str, str] = field(default_factory=dict)  # a name in the copy: the column it comes from, across tables


PARTS: tuple[Part, ...] = (
    Part("records", Person, lambda records: Q(pk__in=records), frozenset({"tokens"}), {"area": "area__name"}),
    Part("identities", Identity, without=frozenset({"key"})),
    Part(
        "households",
        Member,
        more={"household_address": "household__address", "household_language": "household__language"},
    ),
    Part("mandates", Mandate, lambda records: Q(person__in=records) | Q(speaker__in=records)),
    Part("notes", PersonNote),
    Part("cautions", Caution, without=frozenset({"reason"})),
    Part("merges", Merge, lambda records: Q(kept__in=records) | Q(other__in=records)),
    Part("consents", ConsentEntry, more={"asked_with": "wording__text", "department_name": "department__name"}),
    Part("quiet_hours", QuietHours),
    Part("optional_messages", OptionalMessage, more={"about": "mailing__subject"}),
    Part(
        "cases",
        Case,
        without=frozenset({"search", "cell", "submission", "routing", "warn_at"}),
        more={"service_name": "service__name", "team_name": "team__name", "area_name": "area__name"},
    ),
    Part("following", Follower, more={"reference": "case__reference"}),
    Part("conversations", Conversation, without=frozenset({"subject_key", "suggested_services"})),
    Part("messages", Message, _said_to_or_by, frozenset({"html", "external_key", "thread_index"})),
    Part("attachments", Attachment, _sent_to_or_by, frozenset({"thumbnail_key"})),
    Part("deliveries", Delivery, lambda records: Q(message__conversation__person__in=records), frozenset({"error"})),
    Part("requests", RightsRequest),
    Part("copies", Copy, without=frozenset({"key"})),
)

# What of the same tables stays out of the copy, and why: it is said in the copy itself.
HELD_BACK = {
    "cautions.reason": _(
        "Why our staff are asked to take care may tell of others. Ask, and somebody will look at it with you."
    ),
    "other people": _(
        "Names and addresses of other people are theirs: you see what they are to you, not who they are."
    ),
    "staff": _("Members of staff are named by their role and department."),
}

# Tables that name a person or hold sealed words, and are in no copy.
LEFT_OUT: dict[type[Model], str] = {
    Household: "its address and language stand with the membership; its name may be another member's",
    Distinction: "says that a record of somebody else is not this person: it is about them",
    Proof: "the digest of a code that is void within minutes",
    Draft: "a report that nobody has sent yet: it is tied to no person",
    Envelope: "the source of mails; what was read from it, and its files, are among the messages",
    Erasure: "says that somebody was erased: of them there is no copy any more",
    LegalHold: "a court or an inquiry asked for it, and its reason may name others",
}
