"""Which of somebody's email addresses a message goes to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.people.models import LINKS_BY_ITSELF, Assurance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from heard.domain.people.models import Identity

IN_ONE_GO = timedelta(minutes=1)
_SUREST_FIRST = {Assurance.VERIFIED: 0, Assurance.ATTESTED: 1, Assurance.UNVERIFIED: 2}


def address_to_write_to(
    emails: Iterable[Identity], *, own: UUID, begun_at: datetime | None, written_to: Collection[str]
) -> Identity | None:
    """The surest, then that of the record itself, then the newest.

    One that nobody proved receives nothing but its own conversation: the one it was given with (`begun_at`), or was
    written to in before. A conversation that never had an address takes the first one that was given since.
    """
    possible = [email for email in emails if email.assurance in LINKS_BY_ITSELF or email.person_id == own]
    allowed = [email for email in possible if _may_receive(email, begun_at, written_to)]
    if not allowed and not written_to:
        allowed = sorted(possible, key=lambda email: email.created_at)[:1]
    newest_first = sorted(allowed, key=lambda email: email.created_at, reverse=True)
    return min(
        newest_first,
        key=lambda email: (_SUREST_FIRST[Assurance(email.assurance)], email.person_id != own),
        default=None,
    )


def came_with(email: Identity) -> bool:
    """Whether it was given when its record was made. One that was added later, and that nobody proved, may be
    anybody's: whoever had it added reads nothing of what was known before.
    """
    return email.created_at - email.person.created_at <= IN_ONE_GO


def _may_receive(email: Identity, begun_at: datetime | None, written_to: Collection[str]) -> bool:
    if email.assurance in LINKS_BY_ITSELF:
        return True
    return begun_at is None or email.created_at <= begun_at or email.value.lower() in written_to
