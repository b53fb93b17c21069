"""What residents agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory

from heard.domain.consent.models import How, Purpose, SendingRule, Wording
from heard.domain.consent.operations.ledger import give, withdraw
from heard.domain.consent.rules.scopes import Scope
from heard.domain.people.models import Assurance, Topic
from heard.kernel.actor import resident
from tests.town.people import PersonFactory

if TYPE_CHECKING:
    from heard.domain.consent.models import ConsentEntry
    from heard.domain.people.models import Person


class WordingFactory(DjangoModelFactory):
    """A first version in English."""

    purpose = Purpose.INFORMATION
    language = "en"
    version = 1
    text = "Send me news and events of the council."

    class Meta:
        model = Wording


class TopicFactory(DjangoModelFactory):
    """Something to be interested in."""

    code = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")

    class Meta:
        model = Topic


class SendingRuleFactory(DjangoModelFactory):
    """Two a week, nothing at night."""

    purpose = Purpose.INFORMATION

    class Meta:
        model = SendingRule


def proved_person(email: str = "ana@example.org", **columns: Any) -> Person:
    """Somebody whose address is proved to be theirs."""
    return PersonFactory(email=email, email__assurance=Assurance.VERIFIED, **columns)


def agrees(person: Person, purpose: str = Purpose.INFORMATION, *, how: How = How.PAGE, **scope: Any) -> ConsentEntry:
    """They say yes; `at` sets when."""
    at = scope.pop("at", None)
    return give(person, Scope(purpose=purpose, **scope), how=how, actor=resident(person.id), at=at)


def refuses(person: Person, purpose: str = Purpose.INFORMATION, *, how: How = How.PAGE, **scope: Any) -> ConsentEntry:
    """They say no."""
    at = scope.pop("at", None)
    return withdraw(person, Scope(purpose=purpose, **scope), how=how, actor=resident(person.id), at=at)
