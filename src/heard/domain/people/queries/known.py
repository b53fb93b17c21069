"""What we know that names somebody, read before it is destroyed; and whose keys are whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BinaryField, Func, Value

from heard.domain.people.models import Household, Identity, IdentityKind, Person
from heard.domain.people.rules.masking import Known
from heard.domain.vault.locks import SLOT_BYTES, slot_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable


class _SlotOf(Func):
    """The bytes of a lock that say which slot it is in."""

    function = "substr"
    output_field = BinaryField()

    def __init__(self, column: str) -> None:
        start, length = SLOT_BYTES
        super().__init__(column, Value(start + 1), Value(length))


def what_names(people: Iterable[Person]) -> Known:
    """Their names, homes and handles, of all their records. Three queries."""
    records = list(people)
    identities = list(Identity.objects.filter(person__in=records).select_related("person"))
    homes = [one.value for one in identities if one.kind == IdentityKind.ADDRESS]
    lived_in = Household.objects.filter(
        members__person__in=records, members__left_at__isnull=True, members__lives_elsewhere=False
    )
    return Known(
        names=frozenset(name for one in records for name in (one.name, *one.details.get("other_names", [])) if name),
        homes=frozenset(filter(None, [*homes, *(home.address for home in lived_in)])),
        handles=frozenset(one.value for one in identities if one.kind in {IdentityKind.HANDLE, IdentityKind.ACCOUNT}),
    )


def slots_of_others(slots: Iterable[int], *, besides: Iterable[Person]) -> set[int]:
    """Of these slots, those in which somebody else's key is."""
    wanted = {slot_bytes(slot): slot for slot in slots}
    if not wanted:
        return set()
    others = Person.objects.exclude(pk__in=[one.pk for one in besides]).annotate(slot=_SlotOf("key"))
    return {wanted[bytes(found)] for found in others.filter(slot__in=list(wanted)).values_list("slot", flat=True)}
