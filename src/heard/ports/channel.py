"""What every channel can do: read what arrived, send what leaves. No channel lives here, and no policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeFacts:
    """What the transport knew about a delivery, apart from its content."""

    received_at: datetime
    # MAIL FROM. "" is the null return path of machines; None means that the transport had no such thing.
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    peer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEnvelope:
    """One delivery, byte for byte, as it must be stored before it is acknowledged."""

    channel: str
    raw: bytes
    facts: EnvelopeFacts


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody named in a message. `role` is "to", "cc", "reply-to" or "envelope"."""

    name: str
    address: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundFile:
    """A file that came with a message; its type is what the bytes say, not what the sender claims."""

    name: str
    content_type: str
    data: bytes
    inline: bool = False
    content_id: str = ""
    # Why it must not be opened lightly: "executable", "mistyped" or nothing.
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """News of an earlier message of ours that did not get through, or was complained about."""

    # "hard": the address is unusable; "soft": it may work later; "delayed": still being tried;
    # "complaint": the recipient called it spam; "delivered": it got through after all.
    kind: str
    # Enhanced status such as "5.1.1", "" if none was given.
    status: str = ""
    reason: str = ""
    recipient: str = ""
    # Message-ID of our mail that this is about, "" if the bounce did not enclose it.
    original_message_id: str = ""
    # What the other server said, shortened, for the agent to read.
    diagnosis: str = ""

    @property
    def failed(self) -> bool:
        """Whether the message is lost, rather than late or merely complained about."""
        return self.kind in {"hard", "soft"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """A delivery as its channel understood it. Message identifiers carry no angle brackets."""

    message_id: str
    from_address: str
    from_name: str = ""
    in_reply_to: str = ""
    # Newest first, so that the nearest known ancestor is found first.
    references: tuple[str, ...] = ()
    sender: str | None = None
    recipients: tuple[Participant, ...] = ()
    subject: str = ""
    # What people see first: without quotations and signature.
    text: str = ""
    signature: str = ""
    full_text: str = ""
    # Sanitised; remote images off.
    html: str = ""
    sent_at: datetime | None = None
    # Hint such as "es"; "" if the message does not say.
    language: str = ""
    attachments: tuple[InboundFile, ...] = ()
    # Code of the reason why a machine wrote this; None if a person did.
    automatic: str | None = None
    bounce: Bounce | None = None
    # Candidates from reply addresses; whoever uses one must verify it.
    reply_tokens: tuple[str, ...] = ()
    thread_index: str = ""
    # Codes of what was cut or could not be trusted, for instance "text_cut".
    marks: tuple[str, ...] = ()
    # How the channel vouches for the sender's address: "dkim", or "" if it does not.
    attested: str = ""


class Unreadable(Exception):
    """Raised when an envelope makes no sense; the caller quarantines it together with `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundFile:
    """A file that leaves with a message."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One message to one recipient."""

    recipient: str
    text: str
    recipient_name: str = ""
    subject: str = ""
    html: str = ""
    from_address: str = ""
    from_name: str = ""
    reply_to: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    # Oldest first, as the header wants them.
    references: tuple[str, ...] = ()
    thread_index: str = ""
    language: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[OutboundFile, ...] = ()
    # Nobody pressed a button for this: it must not set off another machine.
    automatic: bool = False
    # Where one POST unsubscribes; only for what is optional.
    list_unsubscribe: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that the other side took a message over."""

    provider_id: str
    note: str = ""


class TransportError(Exception):
    """A message was not taken over. `permanent` says whether trying again is pointless."""

    def __init__(self, text: str, *, permanent: bool, code: str = "") -> None:
        super().__init__(f"{code} {text}".strip())
        self.text = text
        self.permanent = permanent
        self.code = code


class Channel(Protocol):
    """A way in and out. `read` raises Unreadable, `send` raises TransportError; nothing else escapes."""

    # The kinds of identity it writes to and hears from ("email", "phone", "handle"): a code to prove one goes that way.
    reaches: frozenset[str]

    def read(self, raw: bytes, facts: EnvelopeFacts) -> Inbound:
        """Understand one stored delivery."""
        ...

    def send(self, outbound: Outbound) -> Receipt:
        """Hand one message over, or say why not."""
        ...
