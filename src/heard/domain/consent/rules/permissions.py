"""Whether something may be sent, and why not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models import LINKS_BY_ITSELF, IdentityKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from heard.domain.consent.models import ConsentEntry
    from heard.domain.people.models import Identity

WEEK = timedelta(days=7)
# What each channel needs to know of somebody.
REACHED_BY = {
    "email": IdentityKind.EMAIL,
    "sms": IdentityKind.PHONE,
    "phone": IdentityKind.PHONE,
    "post": IdentityKind.ADDRESS,
}


class Why(TextChoices):
    """Why something may be sent or not, in the order it is looked at. The words finish "left out because …"."""

    SERVICE = "service", _("It is about their own case")
    AGREED = "agreed", _("They agreed to it")
    ERASED = "erased", _("Their data were erased")
    RESTRICTED = "restricted", _("Their data may only be kept")
    NEVER_SAID = "never_said", _("They have not said yes")
    WITHDRAWN = "withdrawn", _("They said no")
    NO_ADDRESS = "no_address", _("There is no address to send it to")
    UNUSABLE = "unusable", _("Messages to their address come back")
    UNVERIFIED = "unverified", _("Nobody has proved that the address is theirs")
    TOO_MANY = "too_many", _("They had enough such messages this week")


# Why a message was left out that nobody's wish stood against: somebody stopped the whole mailing.
STOPPED = "stopped"
LEFT_OUT_FOR = tuple(why for why in Why if why not in {Why.SERVICE, Why.AGREED})


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether it may be sent, the code why, and the explanation in words; then from when, and to which address."""

    allowed: bool
    why: str
    words: str
    when: datetime | None = None  # later than now in quiet hours
    identity: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What there is to know about one person and one kind of message."""

    optional: bool  # anything but a message about their own case
    erased: bool
    restricted: bool
    said: ConsentEntry | None  # the entry that decides
    identities: Sequence[Identity]  # of the channel's kind, the usable ones and the others, oldest first
    sent_lately: int
    per_week: int


def verdict(facts: Facts) -> Why:
    """The first reason against it, otherwise the reason for it."""
    against = next((why for why, holds in _reasons_against(facts) if holds), None)
    return against or (Why.AGREED if facts.optional else Why.SERVICE)


def address_for(facts: Facts) -> Identity | None:
    """The surest that works, of equals the newest."""
    order = ("verified", "attested", "unverified")
    newest_first = reversed(_fit(facts))
    return min(newest_first, key=lambda identity: order.index(identity.assurance), default=None)


def _reasons_against(facts: Facts) -> Iterator[tuple[Why, bool]]:
    """As in Why. Some hold for optional messages alone."""
    optional = facts.optional
    yield Why.ERASED, facts.erased
    yield Why.RESTRICTED, optional and facts.restricted
    yield Why.NEVER_SAID, optional and facts.said is None
    yield Why.WITHDRAWN, bool(optional and facts.said and not facts.said.given)
    yield Why.NO_ADDRESS, not facts.identities
    yield Why.UNUSABLE, not _usable(facts)
    yield Why.UNVERIFIED, not _fit(facts)
    yield Why.TOO_MANY, optional and facts.sent_lately >= facts.per_week


def _usable(facts: Facts) -> list[Identity]:
    return [identity for identity in facts.identities if identity.unusable_since is None]


def _fit(facts: Facts) -> list[Identity]:
    """An address that nobody proved gets nothing but its own conversation."""
    return [one for one in _usable(facts) if not facts.optional or one.assurance in LINKS_BY_ITSELF]
