"""The signed links by which somebody shows that an address is theirs.

The link to confirm goes to that address and nowhere else: it is written into the mail as it leaves, and stored nowhere.
The link to the page that asks for a code shows nothing but the masked address, and may stand on a page.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from heard.kernel import tokens

CONFIRM = "confirm"
PROVE = "prove"
A_MONTH = 30 * 24 * 60 * 60


def confirm_url(identity_id: UUID) -> str:
    """For a mail to this very address."""
    return f"{settings.HEARD_URL}/confirm/{tokens.sign(CONFIRM, identity_id.hex)}/"


def identity_to_confirm(token: str) -> UUID | None:
    """Whom the link was sent to; None for a forged one, or one that is older than a month."""
    payload = tokens.read(CONFIRM, token, max_age=A_MONTH)
    return UUID(payload) if payload else None


def prove_path(identity_id: UUID, conversation_id: UUID | None = None) -> str:
    """The page that sends a code to this address and asks for it; afterwards it leads back to the conversation."""
    return f"/prove/{tokens.sign_ids(PROVE, *filter(None, (identity_id, conversation_id)))}/"


def identity_to_prove(token: str) -> tuple[UUID, UUID | None] | None:
    """The identity, and the conversation its page leads back to; None for a forged or mangled token."""
    found = tokens.read_ids(PROVE, token)
    return (found[0], found[1] if len(found) > 1 else None) if found else None
