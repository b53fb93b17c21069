"""What is kept no longer is written over, a batch at a time: words, files, the sources of mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.models import Attachment, Conversation, Envelope, Message
from heard.domain.conversations.operations.erasing import ForgottenWords, remove_files, remove_sources, write_over
from heard.domain.vault.values import ERASED_VALUE
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


def remove_words(conversations: Iterable[UUID]) -> ForgottenWords:
    """What was said in these, and the mails it was read from. Files have a rule of their own."""
    chosen = Conversation.objects.filter(pk__in=list(conversations))
    said = Message.objects.filter(conversation__in=chosen)
    there = said.exclude(text=ERASED_VALUE).count()
    sources = _without_sources(Envelope.objects.filter(message__in=said).values_list("pk", flat=True))
    write_over(said)
    chosen.update(subject=ERASED_VALUE, subject_key="", words_removed_at=clock.now())
    return ForgottenWords({"messages": there} | sources.counts, sources.locks)


def remove_old_files(attachments: Iterable[UUID]) -> ForgottenWords:
    """These files."""
    counts, files = remove_files(Attachment.objects.filter(pk__in=list(attachments)))
    return ForgottenWords(counts, files=files)


def remove_old_sources(envelopes: Iterable[UUID]) -> ForgottenWords:
    """What came byte for byte. Each was sealed under a key of its own, so this reaches the backups."""
    return _without_sources(envelopes)


def _without_sources(envelopes: Iterable[UUID]) -> ForgottenWords:
    kept = Envelope.objects.filter(pk__in=list(envelopes))
    locks = [envelope.lock() for envelope in kept.only("key")]
    return ForgottenWords({"envelopes": remove_sources(kept)}, locks)
