"""What to try first: the sign-ins, a resident's link, and where mail can be sent. Printed at every start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q

from heard.cli.sample.council import DEMO_PASSWORD
from heard.cli.sample.setting_up import demo_sign_ins
from heard.domain.cases.models import Status
from heard.domain.conversations.models import Conversation, Direction
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.teams.models import Staff

if TYPE_CHECKING:
    from collections.abc import Iterator

LIVELY = Q(messages__direction__in=[Direction.IN, Direction.OUT])


def sign_ins() -> Iterator[str]:
    """Line by line; only where there is somebody to sign in as."""
    known = set(Staff.objects.values_list("email", flat=True))
    yield f"{settings.HEARD_COUNCIL['name']} is open: {settings.HEARD_URL}/"
    lively = _lively_conversation()
    if lively:
        yield f"  a resident's case  {settings.HEARD_URL}{tracking_path(lively.id)}"
    yield f"  the desk           {settings.HEARD_URL}/desk/   password for all: {DEMO_PASSWORD}"
    for part, address in demo_sign_ins().items():
        if address in known:
            yield f"    {part:<14} {address}"
    yield f"  mail               to {settings.HEARD_MAIL_FROM}, by SMTP on {settings.HEARD_MAIL_LISTEN}"


def _lively_conversation() -> Conversation | None:
    """An open case with much to read, that goes on."""
    return (
        Conversation.objects.filter(case__confidential=False, case__status=Status.IN_PROGRESS, person__language="en")
        .annotate(said=Count("messages", filter=LIVELY), files=Count("messages__attachments", distinct=True))
        .order_by("-files", "-said", "-created_at")
        .first()
    )
