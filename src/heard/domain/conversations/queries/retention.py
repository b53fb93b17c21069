"""What a rule of retention would remove now: conversations, files, sources of mail, people. None of it is read.

In no order, so that a search ends with the first thousands it finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from heard.domain.cases.models import OPEN, Case, Status
from heard.domain.consent.models import ConsentEntry
from heard.domain.conversations.models import Attachment, Conversation, Envelope, EnvelopeState, Message
from heard.domain.people.models import Person
from heard.domain.privacy.models import RightsRequest
from heard.domain.vault.values import ERASED_VALUE

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from heard.domain.privacy.rules.retention import Held, Scope


def conversations_over(scope: Scope, held: Held) -> QuerySet[Conversation]:
    """About cases that were closed before then, or about none; and nothing was said since."""
    of_cases = _closed(scope.before) & _of_services(scope)
    over = of_cases if scope.only else of_cases | Q(case__isnull=True, to_sort=False, created_at__lt=scope.before)
    said_since = Message.objects.filter(conversation=OuterRef("pk"), sent_at__gte=scope.before)
    return (
        Conversation.objects.filter(over)
        .filter(~Exists(said_since))
        .exclude(case__in=held.cases)
        .exclude(case__merged_into__in=held.cases)
        .exclude(person__whole_id__in=held.wholes)
    )


def conversations_with_words(scope: Scope, held: Held) -> QuerySet[Conversation]:
    """Those of them whose words are still there."""
    return conversations_over(scope, held).filter(words_removed_at__isnull=True)


def messages_over(scope: Scope, held: Held) -> QuerySet[Message]:
    """Their messages, as far as there are words."""
    there = Message.objects.filter(conversation__in=conversations_with_words(scope, held))
    return there.exclude(text=ERASED_VALUE).order_by("id")


def files_over(scope: Scope, held: Held) -> QuerySet[Attachment]:
    """Files of such conversations that are not public."""
    return Attachment.objects.filter(public=False, message__conversation__in=conversations_over(scope, held)).order_by(
        "id"
    )


def sources_over(scope: Scope, held: Held) -> QuerySet[Envelope]:
    """Mails byte for byte, read or unreadable, that arrived before then."""
    kept = Envelope.objects.exclude(state__in=(EnvelopeState.REMOVED, EnvelopeState.RECEIVED))
    return (
        kept.filter(created_at__lt=scope.before)
        .exclude(message__conversation__case__in=held.cases)
        .exclude(message__conversation__person__whole_id__in=held.wholes)
        .order_by("created_at")
    )


def people_over(scope: Scope, held: Held) -> QuerySet[Person]:
    """Of whom nothing was heard since, in whichever of their records, and who wait for nothing from us."""
    whole, since = OuterRef("pk"), scope.before
    theirs = Case.objects.filter(person__whole_id=whole)
    reasons_to_keep = (
        theirs.filter(OPEN | Q(reported_at__gte=since) | Q(closed_at__gte=since) | Q(id__in=held.cases)),
        Case.objects.filter(OPEN, followers__person__whole_id=whole),
        Message.objects.filter(conversation__person__whole_id=whole, sent_at__gte=since),
        ConsentEntry.objects.filter(person__whole_id=whole, at__gte=since),
        RightsRequest.objects.filter(person__whole_id=whole, ended_at__isnull=True),
        Person.objects.filter(whole_id=whole, created_at__gte=since),
    )
    quiet = Person.objects.filter(whole_id=F("pk"), erased_at__isnull=True, created_at__lt=since)
    for reason in reasons_to_keep:
        quiet = quiet.filter(~Exists(reason))
    return quiet.exclude(whole_id__in=held.wholes).order_by()


def _closed(before: datetime) -> Q:
    """And so is the case it was merged into, where the work went on."""
    alone = Q(case__merged_into__isnull=True)
    with_its_other = Q(case__merged_into__status=Status.CLOSED, case__merged_into__closed_at__lt=before)
    return Q(case__status=Status.CLOSED, case__closed_at__lt=before) & (alone | with_its_other)


def _of_services(scope: Scope) -> Q:
    return Q(case__service=scope.only) if scope.only else ~Q(case__service__in=scope.but)
