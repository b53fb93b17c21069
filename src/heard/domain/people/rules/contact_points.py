"""Addresses and numbers as they are compared, and the digests by which they are found while they are sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from heard.domain.people.models import IdentityKind
from heard.domain.people.rules.addresses import address_words
from heard.domain.vault.digests import digest, digests
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Container

    from heard.domain.people.models import Identity


def email_key(text: str) -> str:
    """An address as it is compared; InvalidInput where it is none."""
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidInput({"email": _("Enter an email address like name@example.com.")}) from error
    return address.lower()


def phone_key(text: str, *, region: str) -> str:
    """A number as it is compared, E.164; `region` (ISO 3166-1) is where numbers without a country code belong."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidInput({"phone": _("Enter a phone number, with its area code.")}) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidInput({"phone": _("This phone number has too few or too many digits. Check it.")})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked_email(address: str) -> str:
    """An address its owner recognises and nobody else learns: "r…@example.org"."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"


def masked(identity: Identity) -> str:
    """The same for any identity: the last signs of a number, the first of a name."""
    if identity.kind == IdentityKind.EMAIL:
        return masked_email(identity.value)
    return f"…{identity.value[-3:]}" if identity.kind == IdentityKind.PHONE else f"{identity.value[:2]}…"


def comparable(kind: str, value: str, *, region: str) -> str:
    """The value as it is compared: two ways of writing one address or number are equal. Raises InvalidInput."""
    if kind == IdentityKind.EMAIL:
        return email_key(value)
    if kind == IdentityKind.PHONE:
        return phone_key(value, region=region)
    if kind == IdentityKind.ADDRESS:
        return " ".join(address_words(value))
    return value.strip().lstrip("@").lower()


def kind_of(value: str, kinds: Container[str]) -> IdentityKind | None:
    """What a sender's address is, of the kinds its channel knows; None where it is none of them."""
    for kind in (IdentityKind.EMAIL, IdentityKind.PHONE, IdentityKind.HANDLE):
        if kind in kinds and _is(kind, value):
            return kind
    return None


def _is(kind: IdentityKind, value: str) -> bool:
    if kind == IdentityKind.HANDLE:
        return bool(value.strip("@ "))
    try:
        return bool(email_key(value) if kind == IdentityKind.EMAIL else phone_key(value, region=settings.HEARD_REGION))
    except InvalidInput:
        return False


def identity_digest(kind: str, compared: str) -> str:
    """What is stored beside the sealed value, to find it again."""
    return digest(f"identity.{kind}", compared)


def identity_digests(kind: str, compared: str) -> list[str]:
    """What to ask for: any of them is this identity."""
    return digests(f"identity.{kind}", compared)
