"""Digests by which a sealed subject, a mail's Message-ID or a message's arrival is recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.vault.digests import digest, digests

if TYPE_CHECKING:
    from collections.abc import Iterable


def subject_digest(subject: str) -> str:
    """Of a subject as it stands; empty for none."""
    return digest("subject", subject) if subject else ""


def subject_digests(subject: str) -> list[str]:
    """What to ask for: any of them is this subject."""
    return digests("subject", subject) if subject else [""]


def external_digest(external_id: str) -> str:
    """Of a Message-ID; empty for none."""
    return digest("external", external_id) if external_id else ""


def external_digests(external_ids: Iterable[str]) -> list[str]:
    """What to ask for: any of them is one of these mails."""
    return [one for external_id in external_ids if external_id for one in digests("external", external_id)]


def arrival_digest(external_id: str, sender: str) -> str:
    """Of a message's id and its sender."""
    return digest("arrival", f"{external_id}\x1f{sender.lower()}")


def arrival_digests(external_id: str, sender: str) -> list[str]:
    """What to ask for: any of them is this message."""
    return digests("arrival", f"{external_id}\x1f{sender.lower()}")
