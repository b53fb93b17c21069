"""Digests by which a sealed subject or a message's arrival is recognised."""

from __future__ import annotations

from heard.domain.vault.digests import digest, digests


def subject_digest(subject: str) -> str:
    """Of a subject as it stands; empty for none."""
    return digest("subject", subject) if subject else ""


def subject_digests(subject: str) -> list[str]:
    """What to ask for: any of them is this subject."""
    return digests("subject", subject) if subject else [""]


def arrival_digest(external_id: str, sender: str) -> str:
    """Of a message's id and its sender."""
    return digest("arrival", f"{external_id}\x1f{sender.lower()}")


def arrival_digests(external_id: str, sender: str) -> list[str]:
    """What to ask for: any of them is this message."""
    return digests("arrival", f"{external_id}\x1f{sender.lower()}")
