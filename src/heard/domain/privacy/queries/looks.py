"""Reading who looked at whose record: for the person it is about, and for those who supervise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.journal.models import Entry
from heard.domain.people.models import Person
from heard.domain.privacy.rules.looks import Look, Post
from heard.domain.teams.models import Membership, Staff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

LOOKED = "person.looked"
MOST_LOOKS = 1000


def looks_at(person: Person, *, limit: int | None = MOST_LOOKS) -> list[Look]:
    """Every look at any record of this person, newest first."""
    records = Person.objects.filter(whole_id=person.whole_id).values("pk")
    return [_look(entry) for entry in _entries().filter(person_id__in=records).order_by("-at", "-id")[:limit]]


def looks_by(staff_ids: Iterable[UUID], *, since: datetime, limit: int | None = None) -> list[Look]:
    """The looks of these colleagues since then, newest first."""
    found = _entries().filter(actor_id__in=list(staff_ids), at__gte=since)
    return [_look(entry) for entry in found.order_by("-at", "-id")[:limit]]


def looked_lately(
    person_ids: Iterable[UUID], *, staff_id: UUID, purpose: str, subject_id: UUID | None, since: datetime
) -> set[UUID]:
    """Those of these people at whom this colleague looked since then, for the same purpose and subject."""
    return {
        person_id
        for person_id in Entry.objects.filter(
            kind=LOOKED,
            person_id__in=list(person_ids),
            at__gt=since,
            actor_id=staff_id,
            subject_id=subject_id,
            data__purpose=purpose,
        ).values_list("person_id", flat=True)
        if person_id
    }


def posts_of(staff_ids: Iterable[UUID]) -> dict[UUID, list[Post]]:
    """As what and where these colleagues work today: two queries."""
    wanted = set(staff_ids)
    posts: dict[UUID, list[Post]] = {}
    members = Membership.objects.filter(staff__in=wanted).select_related("team__department").order_by("created_at")
    for member in members:
        department = member.team.department
        post = Post(member.get_role_display(), department.id, department.name, everywhere=department.serves_everyone)
        posts.setdefault(member.staff_id, []).append(post)
    for staff_id in Staff.objects.filter(id__in=wanted - set(posts), is_administrator=True).values_list(
        "id", flat=True
    ):
        posts[staff_id] = [Post.of_administrator()]
    return posts


def _entries() -> QuerySet[Entry]:
    return Entry.objects.filter(kind=LOOKED)


def _look(entry: Entry) -> Look:
    return Look(
        at=entry.at,
        staff_id=entry.actor_id,
        person_id=entry.person_id,
        case_id=entry.subject_id,
        purpose=entry.data.get("purpose", ""),
    )
