"""A colleague hears by mail that a note calls them. The mail says which case; what was said is read at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from heard.domain.conversations.models import Message
from heard.domain.teams.models import Staff
from heard.ports.channel import Outbound
from heard.ports.registry import channels

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.models import Case


def mail_colleague(message_id: UUID, staff_id: UUID) -> None:
    """Send it, unless the note or the colleague is gone. A failure is the job's to try again."""
    note = Message.objects.select_related("conversation__case__service").filter(pk=message_id).first()
    colleague = Staff.objects.filter(pk=staff_id, is_active=True).first()
    case = note.conversation.case if note else None
    if colleague is None or case is None:
        return
    with translation.override(colleague.language):
        channels.get("email").send(_mail(case, colleague))


def _mail(case: Case, colleague: Staff) -> Outbound:
    about = {"reference": case.reference, "service": case.service.name}
    link = f"{settings.HEARD_URL}/desk/cases/{case.reference}/"
    return Outbound(
        recipient=colleague.email,
        recipient_name=colleague.name,
        from_address=settings.HEARD_MAIL_FROM,
        from_name=settings.HEARD_COUNCIL["name"],
        subject=_("%(reference)s needs you: %(service)s") % about,
        text=_("A note on %(reference)s (%(service)s) calls you. Read it here:") % about + f"\n\n{link}\n",
        language=colleague.language,
        automatic=True,
    )
