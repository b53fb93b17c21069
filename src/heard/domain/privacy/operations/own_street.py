"""A member of staff says in which street they live: kept as keyed tokens, which tell it to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.rules.addresses import address_words
from heard.domain.privacy.models import OwnStreet
from heard.domain.vault.digests import tokens
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor


@transaction.atomic
def set_own_street(staff: Staff, street: str, *, actor: Actor) -> None:
    """Keep this street instead of the one before. Without the house number: neighbours are the question."""
    words = {word for word in address_words(street) if word.isalpha()}
    if not words:
        raise InvalidInput({"street": _("Enter the name of the street, without the number.")})
    OwnStreet.objects.update_or_create(staff=staff, defaults={"tokens": tokens({f"a:{word}" for word in words})})
    record("staff.street_set", actor=actor, subject=staff.id)


@transaction.atomic
def forget_own_street(staff: Staff, *, actor: Actor) -> None:
    """It is nobody's business any more."""
    if OwnStreet.objects.filter(staff=staff).delete()[0]:
        record("staff.street_forgotten", actor=actor, subject=staff.id)
