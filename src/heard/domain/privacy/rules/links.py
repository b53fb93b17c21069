"""The signed links by which somebody sees to their own data: the page to ask on, and the one to fetch a copy from."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from heard.kernel import tokens

MY_DATA = "my-data"
COPY = "my-copy"
_DAY = 24 * 60 * 60


def my_data_path(person_id: UUID) -> str:
    """The page where somebody asks for a copy, a correction, a deletion. It shows nothing of what we know."""
    return f"/my-data/{tokens.sign_ids(MY_DATA, person_id)}/"


def person_of_my_data(token: str) -> UUID | None:
    """Whose page it is; None for a forged or mangled token."""
    found = tokens.read_ids(MY_DATA, token)
    return found[0] if found else None


def copy_url(copy_id: UUID) -> str:
    """Where a copy is fetched, for a mail to an address that was proved."""
    return f"{settings.HEARD_URL}/my-copy/{tokens.sign(COPY, copy_id.hex)}/"


def copy_of_link(token: str) -> UUID | None:
    """The copy a link opens; None for a forged one, or one that is as old as copies are kept."""
    payload = tokens.read(COPY, token, max_age=settings.HEARD_COPY_DAYS * _DAY)
    return UUID(payload) if payload else None
