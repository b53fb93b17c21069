"""Residents and how to reach them."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from heard.domain.people.models import Assurance, Identity, IdentityKind, Person
from heard.domain.people.operations.people import make_findable
from heard.domain.people.rules.contact_points import comparable, identity_digest


class PersonFactory(DjangoModelFactory):
    """A resident: `PersonFactory(email="ana@example.org")` gives them an address, `phone="+12035550142"` a number."""

    name = factory.Sequence(lambda n: f"Resident {n}")

    class Meta:
        model = Person
        skip_postgeneration_save = True

    @factory.post_generation
    def findable(obj: Person, create: bool, extracted: str | None, **kwargs: str) -> None:  # noqa: N805, FBT001
        """By their name."""
        del extracted, kwargs  # factory_boy's signature
        make_findable(obj)
        if create:
            obj.save()

    @factory.post_generation
    def email(obj: Person, create: bool, extracted: str | None, **kwargs: str) -> None:  # noqa: N805, FBT001
        """Their address."""
        if create and extracted:
            EmailFactory(person=obj, value=extracted, **kwargs)

    @factory.post_generation
    def phone(obj: Person, create: bool, extracted: str | None, **kwargs: str) -> None:  # noqa: N805, FBT001
        """Their number, in E.164."""
        if create and extracted:
            PhoneFactory(person=obj, value=extracted, **kwargs)


class EmailFactory(DjangoModelFactory):
    """An address nobody has proved yet."""

    person = factory.SubFactory(PersonFactory)
    kind = IdentityKind.EMAIL
    value = factory.Sequence(lambda n: f"resident{n}@example.org")
    key = factory.LazyAttribute(
        lambda identity: identity_digest(identity.kind, comparable(identity.kind, identity.value, region="US"))
    )
    assurance = Assurance.UNVERIFIED

    class Meta:
        model = Identity


class PhoneFactory(EmailFactory):
    """A number nobody has proved yet."""

    kind = IdentityKind.PHONE
    value = factory.Sequence(lambda n: f"+1203555{n:04}")


class AddressFactory(EmailFactory):
    """Where they live."""

    kind = IdentityKind.ADDRESS
    value = factory.Sequence(lambda n: f"{n} Elm Street")
