"""Writing households: who lives with whom, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.models import Household, HouseholdRole, IdentityKind, Member
from heard.domain.people.operations.people import find_at_home
from heard.domain.people.rules.contact_points import comparable, identity_digest
from heard.kernel import clock
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def start_household(
    person: Person,
    *,
    name: str = "",
    address: str = "",
    language: str = "",
    role: str = HouseholdRole.HEAD,
    actor: Actor,
) -> Household:
    """A home, with the first who belongs to it. Without an address it has that of the person, where there is one."""
    if not address.strip():
        theirs = person.identities.filter(kind=IdentityKind.ADDRESS).select_related("person")
        address = next((one.value for one in theirs.order_by("-created_at")), "")
    home = Household(name=name.strip() or person.name, language=language, **_at(address))
    home.save(force_insert=True)
    record("household.started", actor=actor, person=person.id, subject=home.id)
    join_household(home, person=person, role=role, actor=actor)
    return home


@transaction.atomic
def change_household(household: Household, *, actor: Actor, **changes: str) -> Household:
    """Its name, address or language."""
    if unknown := changes.keys() - {"name", "address", "language"}:
        raise TypeError(f"A household has no {', '.join(sorted(unknown))}.")
    columns: dict[str, Any] = {column: text.strip() for column, text in changes.items()}
    if "address" in columns:
        columns |= _at(columns["address"])
    fields = sorted(column for column, value in columns.items() if getattr(household, column) != value)
    for column in fields:
        setattr(household, column, columns[column])
    if fields:
        household.save(update_fields=fields)
        if "address" in fields:
            find_at_home(household.members.filter(left_at__isnull=True).values_list("person_id", flat=True))
        record("household.changed", actor=actor, subject=household.id, fields=fields)
    return household


@transaction.atomic
def join_household(
    household: Household,
    *,
    person: Person,
    role: str = HouseholdRole.OTHER,
    lives_elsewhere: bool = False,
    actor: Actor,
) -> Member:
    """Somebody belongs to it from now on, wherever they live."""
    _check_role(role)
    home = _locked(household)
    if home.members.filter(person__whole_id=person.whole_id, left_at__isnull=True).exists():
        raise Refused(_("They belong to this household already."))
    _one_head(home, role)
    member = Member.objects.create(household=home, person=person, role=role, lives_elsewhere=lives_elsewhere)
    find_at_home([person.id])
    record("household.joined", actor=actor, person=person.id, subject=home.id, role=role)
    return member


@transaction.atomic
def leave_household(member: Member, *, actor: Actor) -> None:
    """They belong to it no longer. A household nobody belongs to stays, as what was."""
    _locked(member.household)
    if member.left_at is None:
        member.left_at = clock.now()
        member.save(update_fields=["left_at"])
        find_at_home([member.person_id])
        record("household.left", actor=actor, person=member.person_id, subject=member.household_id)


@transaction.atomic
def change_role(member: Member, *, role: str, lives_elsewhere: bool | None = None, actor: Actor) -> Member:
    """What somebody is in the household; whoever was its head before is an ordinary member then."""
    _check_role(role)
    home = _locked(member.household)
    if role == HouseholdRole.HEAD:
        former = home.members.filter(role=HouseholdRole.HEAD, left_at__isnull=True).exclude(pk=member.pk)
        former.update(role=HouseholdRole.OTHER)
    member.role = role
    member.lives_elsewhere = member.lives_elsewhere if lives_elsewhere is None else lives_elsewhere
    member.save(update_fields=["role", "lives_elsewhere"])
    find_at_home([member.person_id])
    record("household.role_changed", actor=actor, person=member.person_id, subject=home.id, role=role)
    return member


def _at(address: str) -> dict[str, str]:
    address = address.strip()
    compared = comparable(IdentityKind.ADDRESS, address, region="")
    return {"address": address, "address_key": identity_digest(IdentityKind.ADDRESS, compared) if compared else ""}


def _locked(household: Household) -> Household:
    return Household.objects.select_for_update(no_key=True).get(pk=household.pk)


def _check_role(role: str) -> None:
    if role not in HouseholdRole.values:
        raise InvalidInput({"role": _("Choose what they are in the household.")})


def _one_head(home: Household, role: str) -> None:
    if role == HouseholdRole.HEAD and home.members.filter(role=role, left_at__isnull=True).exists():
        raise Refused(_("This household has a head already. Add them as a member, then change who is its head."))
