"""News about our own mail: reports as the standards have them, and the letters that older systems write instead."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from heard.adapters.channels.email import addresses, charsets, verdicts
from heard.adapters.channels.email.headers import Headers, clean_address
from heard.ports.channel import Bounce

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.adapters.channels.email.mime import Part

# Signs of a machine that a bounce in prose must bear: people write subjects like "undelivered" too.
_MAIL_SYSTEMS = {"report", "mailer_daemon", "null_sender", "auto_submitted"}
_SEEN = 20_000  # characters of a letter that are searched: the news stands at its top
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_SUBJECT = re.compile(
    r"undeliver|deliver\w* (?:status|failure|failed|notification|problem|delay)|fail(?:ure|ed) (?:notice|delivery)"
    r"|mail (?:system )?(?:error|failure|delivery fail)|returned? mail|returning (?:to|message)"
    r"|delivery (?:has )?failed|(?:not|could not be|failed to be) delivered|(?:unable|failed) to deliver"
    r"|message delayed|warning: (?:message|could not send)|error sending your mail"
    r"|не доставлено|配信できません|unzustellbar|non remis|no entregado",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"could not be delivered|unable to deliver|was not delivered|delivery failed|undeliverable", re.IGNORECASE
)
_COMPLAINT_SUBJECT = re.compile(r"complaint about message from", re.IGNORECASE)
_NO_DELIVERY = re.compile(
    r"will (?:be retried|keep trying|continue|try)|warning message only|has not yet been|still being", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"^[ \t>|*+#=-]*(?:original message|(?:return-path|received|message-id)[ \t]*:"
    r"|.{0,40}(?:copy of (?:the|your) (?:message|mail)|original message (?:follows|header)|unsent message"
    r"|message text follows|undelivered message|below this line|returned message|message headers? follow))",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE_ID = re.compile(
    r"^[ \t>|]*(?:x-)?(?:original-)?message-id[ \t]*:\s*<?([^<>\s]{3,300})>?", re.IGNORECASE | re.MULTILINE
)
_TO = re.compile(
    r"^[ \t>|]*(?:to|delivered-to|x-original-to)[ \t]*:[^\n]*?([^\s<>,;:\"'()\[\]]{1,64}@[\w.-]{1,200}\w)",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"(?<![\w.+-])([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-][\w.-]{0,200}\w)")
_KINDS = {"delayed": "delayed", "delivered": "delivered", "relayed": "delivered", "expanded": "delivered"}
_RECIPIENT_FIELDS = ("original-recipient", "final-recipient", "x-actual-recipient")


def bounce_of(root: Part, text: str, *, automatic: str | None, recipients: Iterable[str]) -> Bounce | None:
    """What this mail reports about one of ours; None if it reports nothing."""
    found = _complaint(root) or _delivery_report(root, text)
    if found is None and automatic in _MAIL_SYSTEMS:
        found = _letter(root, text)
    if found is None:
        return None
    message_id = addresses.bounced_message_id(recipients) or _original_message_id(root, text)
    return replace(found, original_message_id=message_id)


def _bounce(kind: str, status: str, reason: str, recipient: str, said: str) -> Bounce:
    diagnosis = " ".join(said.split())[:500]
    return Bounce(kind=kind, status=status, reason=reason, recipient=clean_address(recipient), diagnosis=diagnosis)


def _complaint(root: Part) -> Bounce | None:
    """A feedback report (RFC 5965), or the older letter with the mail enclosed."""
    report = _leaf(root, "message/feedback-report")
    if report is None and not _COMPLAINT_SUBJECT.search(root.headers.text("subject")):
        return None
    fields = Headers.parse(report.data()) if report else Headers([])
    recipient = fields.text("original-rcpt-to").strip("<>") or _enclosed(root).text("to")
    reason = fields.text("feedback-type").lower() or "abuse"
    return _bounce("complaint", "", reason, _first_address(recipient), reason)


def _delivery_report(root: Part, text: str) -> Bounce | None:
    """A delivery status notification (RFC 3464): fields for the mail, then fields for each recipient."""
    report = _leaf(root, "message/delivery-status")
    if report is None:
        return None
    blocks = [Headers.parse(block) for block in _BLANK.split(report.data().strip())]
    told = [block for block in blocks if any(name in block for name in (*_RECIPIENT_FIELDS, "action", "status"))]
    if not told:
        return _letter(root, text)
    block = next((block for block in told if block.text("action").lower().startswith("failed")), told[0])
    said, action = block.text("diagnostic-code"), block.text("action").lower().split(" ")[0]
    status = verdicts.status_of(block.text("status"), said or _news(text))
    reason = verdicts.reason_of(status, said) or verdicts.reason_of(status, _news(text))
    named = next((block.text(name) for name in _RECIPIENT_FIELDS if name in block), "").rpartition(";")[2]
    recipient = _first_address(named) or _enclosed_recipient(root, text)
    kind = _KINDS.get(action) or verdicts.kind_of(status, reason)
    return _bounce(kind, status, reason, recipient, said or _news(text))


def _letter(root: Part, text: str) -> Bounce | None:
    """A bounce in prose. Only a machine's letter with a telling subject, opening or addressee counts."""
    headers = root.headers
    said = _news(text)
    telling = _SUBJECT.search(headers.text("subject")) or _OPENING.search(said[:1000])
    if not telling and "x-failed-recipients" not in headers:
        return None
    status = verdicts.status_of("", said)
    reason = verdicts.reason_of(status, said)
    kind = "delayed" if _NO_DELIVERY.search(said) else verdicts.kind_of(status, reason)
    own = {address for _, address in headers.addresses("to")}
    recipient = _first_address(headers.text("x-failed-recipients") or said, not_among=own)
    return _bounce(kind, status, reason, recipient or _enclosed_recipient(root, text), said)


def _news(text: str) -> str:
    """What the other system says itself, without the mail it returns."""
    text = text[:_SEEN]
    original = _ORIGINAL.search(text)
    return text[: original.start()] if original and original.start() > 0 else text


def _leaf(root: Part, content_type: str) -> Part | None:
    return next((leaf for leaf in root.leaves() if leaf.content_type == content_type), None)


def _enclosed(root: Part) -> Headers:
    """The head of the returned mail, if it is a part of its own."""
    for leaf in root.leaves():
        if leaf.content_type in {"message/rfc822", "text/rfc822-headers", "message/global"}:
            return Headers.parse(_BLANK.split(leaf.data().lstrip(b"\r\n"), maxsplit=1)[0])
        if leaf is not root and "message-id" in leaf.headers:
            return leaf.headers  # returned without a head of its own
    return Headers([])


def _original_message_id(root: Part, text: str) -> str:
    enclosed = _enclosed(root)
    for name in ("message-id", "in-reply-to"):
        found = enclosed.message_ids(name) if name == "message-id" else root.headers.message_ids(name)
        if found:
            return found[0]
    everything = "\n".join([text[:_SEEN], *(charsets.decode(leaf.data()[:_SEEN]) for leaf in root.leaves()[1:4])])
    found = _MESSAGE_ID.findall(everything)
    return found[0] if found else next(iter(root.headers.message_ids("references")), "")


def _enclosed_recipient(root: Part, text: str) -> str:
    found = [address for _, address in _enclosed(root).addresses("to")] or _TO.findall(text[:_SEEN])
    return found[0] if found else ""


def _first_address(text: str, not_among: Iterable[str] = ()) -> str:
    return next((found for found in _ADDRESS.findall(text) if found not in not_among), "")
