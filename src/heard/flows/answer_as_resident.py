"""In a demonstration: a resident's mail in answer to one of ours, handed over as if the mail server had brought it."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from heard.flows.keep_envelope import keep_envelope
from heard.flows.outbound import outbound_of
from heard.kernel import clock, ids
from heard.kernel.errors import InvalidInput, Refused
from heard.ports.channel import EnvelopeFacts, StoredEnvelope

if TYPE_CHECKING:
    from heard.domain.conversations.models import Delivery, Envelope
    from heard.ports.channel import Outbound


def answer_as_resident(delivery: Delivery, *, text: str) -> Envelope:
    """Write the mail a resident's mail program would write, and keep it as the listener does."""
    if not settings.HEARD_DEMO:
        raise Refused(_("Residents answer by themselves here: this is not a demonstration."))
    if not text.strip():
        raise InvalidInput({"text": _("Write what the resident answers.")})
    ours = outbound_of(delivery)
    return keep_envelope(
        StoredEnvelope(
            channel=delivery.channel,
            raw=_mail(ours, text).as_bytes(),
            facts=EnvelopeFacts(received_at=clock.now(), sender=ours.recipient, recipients=(ours.reply_to,)),
        )
    )


def _mail(ours: Outbound, text: str) -> EmailMessage:
    """In the thread of our mail, quoting it below, as people answer."""
    mail = EmailMessage()
    mail["From"] = formataddr((ours.recipient_name, ours.recipient))
    mail["To"] = ours.reply_to
    mail["Subject"] = ours.subject if ours.subject.lower().startswith("re:") else f"Re: {ours.subject}"
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{ids.new_id().hex}@{ours.recipient.rpartition('@')[2]}>"
    mail["In-Reply-To"] = f"<{ours.message_id}>"
    mail["References"] = " ".join(f"<{one}>" for one in (*ours.references, ours.message_id))
    quoted = "\n".join(f"> {line}" for line in ours.text.splitlines())
    mail.set_content(f"{text.strip()}\n\nOn {clock.now():%d/%m/%Y %H:%M}, {ours.from_name} wrote:\n{quoted}\n")
    return mail
