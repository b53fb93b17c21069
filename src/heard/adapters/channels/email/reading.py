"""One mail, from bytes to what it says. Never raises anything but Unreadable."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.adapters.channels.email import addresses, markup
from heard.adapters.channels.email.attestation import attestation
from heard.adapters.channels.email.automatic import automatic_reason
from heard.adapters.channels.email.bodies import bodies_of
from heard.adapters.channels.email.bounces import bounce_of
from heard.adapters.channels.email.headers import clean_address
from heard.adapters.channels.email.limits import (
    MAX_BYTES,
    MAX_RECIPIENTS,
    MAX_REFERENCES,
)
from heard.adapters.channels.email.mime import Parser, Part
from heard.adapters.channels.email.replies import split_reply
from heard.ports.channel import EnvelopeFacts, Inbound, Participant, Unreadable

if TYPE_CHECKING:
    from heard.adapters.channels.email.headers import Headers

_RECIPIENT_FIELDS = (("to", "to"), ("cc", "cc"), ("reply-to", "reply-to"))
_DELIVERED_FIELDS = ("delivered-to", "x-original-to", "envelope-to")
# What stays the same however often and by whatever way a mail without Message-ID is delivered.
_STABLE_FIELDS = ("from", "to", "cc", "subject", "date", "content-type")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """What a council tells the reader about itself."""

    own_domains: frozenset[str] = frozenset()
    # Names under which the council's own mail exchanger writes Authentication-Results.
    trusted_exchangers: frozenset[str] = frozenset()
    remote_images: bool = False


def read_mail(raw: bytes, facts: EnvelopeFacts, rules: ReadingRules | None = None) -> Inbound:
    """What a mail says; Unreadable where not even its head can be made out."""
    try:
        return _read(raw, facts, rules or ReadingRules())
    except Unreadable:
        raise
    except (
        Exception
    ) as error:  # mail is written by strangers: what nobody foresaw goes into quarantine, not down with us
        raise Unreadable(f"{type(error).__name__} while reading this mail") from error


def _read(raw: bytes, facts: EnvelopeFacts, rules: ReadingRules) -> Inbound:
    parser = Parser()
    root = parser.parse(raw[:MAX_BYTES].lstrip(b"\r\n"))
    headers = root.headers
    if not headers.fields:
        raise Unreadable("this is not a mail: it has no header fields")
    from_name, from_address = _writer(headers, facts)
    message_id, made = _message_id(root)
    people = _recipients(headers, facts)
    bodies = bodies_of(root)
    reply = split_reply(bodies.text, from_name)
    html = markup.sanitised(bodies.html, remote_images=rules.remote_images)
    marks = parser.marks | bodies.marks | html.marks | made | ({"size_cut"} if len(raw) > MAX_BYTES else set())
    delivered_to = [*(person.address for person in people), *_delivered_to(headers)]
    automatic = automatic_reason(
        headers, sender=facts.sender, from_address=from_address, message_id=message_id, own_domains=rules.own_domains
    )
    bounce = bounce_of(root, bodies.text, automatic=automatic, recipients=delivered_to)
    return Inbound(
        message_id=message_id,
        in_reply_to=next(iter(headers.message_ids("in-reply-to")), ""),
        references=tuple(reversed(headers.message_ids("references")))[:MAX_REFERENCES],
        from_address=from_address,
        from_name=from_name,
        sender=facts.sender,
        recipients=people,
        subject=headers.text("subject")[:1000],
        text=reply.visible,
        signature=reply.signature,
        full_text=bodies.text.strip(),
        html=html.html,
        sent_at=headers.date("date"),
        language=headers.text("content-language").split(",")[0].strip()[:20],
        attachments=tuple(bodies.attachments),
        automatic=automatic or ("bounce" if bounce else None),
        bounce=bounce,
        reply_tokens=addresses.reply_tokens(delivered_to),
        thread_index=headers.text("thread-index"),
        marks=tuple(sorted(marks)),
        attested=attestation(headers, from_address, rules.trusted_exchangers),
    )


def _writer(headers: Headers, facts: EnvelopeFacts) -> tuple[str, str]:
    for name in ("from", "sender", "reply-to"):
        for shown, address in headers.addresses(name):
            if address:
                return shown.strip("'\" ")[:200], address
    return "", clean_address(facts.sender or "")


def _recipients(headers: Headers, facts: EnvelopeFacts) -> tuple[Participant, ...]:
    people = {(address, role): shown for name, role in _RECIPIENT_FIELDS for shown, address in headers.addresses(name)}
    people |= {(clean_address(address), "envelope"): "" for address in facts.recipients}
    listed = [Participant(shown[:200], address, role) for (address, role), shown in people.items() if address]
    return tuple(listed[:MAX_RECIPIENTS])


def _delivered_to(headers: Headers) -> list[str]:
    """Where the mail really went, as the servers on its way noted it."""
    return [value for name in _DELIVERED_FIELDS for value in headers.raws(name)]


def _message_id(root: Part) -> tuple[str, set[str]]:
    """The mail's own identifier, or one made from what is in it, so that a second delivery gets the same."""
    headers = root.headers
    bare = headers.text("message-id").strip("<> ")
    found = next(iter(headers.message_ids("message-id")), "") or (bare if bare and " " not in bare else "")
    if found:
        return found[:500], set()
    digest = hashlib.sha256()
    for name in _STABLE_FIELDS:
        digest.update(f"{name}:{headers.raw(name)}\n".encode("utf-8", "surrogatepass"))
    digest.update(root.body.replace(b"\r\n", b"\n").strip())
    return f"{digest.hexdigest()[:40]}@message-id.invalid", {"message_id_made"}
