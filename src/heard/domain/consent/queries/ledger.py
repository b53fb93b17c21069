"""Reading the ledger: what was said by somebody, in which wording, about which topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from heard.domain.consent.models import ConsentEntry, Purpose, SendingRule, Wording
from heard.domain.consent.rules.scopes import deciding, scope_of
from heard.domain.consent.rules.words import entry_in_words, what_in_words
from heard.domain.people.models import Topic

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.consent.rules.scopes import Scope

OPTIONAL = tuple(purpose for purpose in Purpose if purpose != Purpose.SERVICE)


class LedgerLine(NamedTuple):
    """An entry with its sentence."""

    entry: ConsentEntry
    words: str


def entries_of(whole_id: UUID, *, purpose: str = "") -> list[ConsentEntry]:
    """Everything the person ever said, in whichever of their records, newest first: one query."""
    entries = ConsentEntry.objects.filter(person__whole_id=whole_id).select_related("department", "wording")
    return list(entries.filter(purpose=purpose) if purpose else entries)


def deciding_no(whole_id: UUID, scope: Scope) -> ConsentEntry | None:
    """The no that counts for all of this; None where they said yes since, or no to a part of it alone."""
    said = deciding(entries_of(whole_id, purpose=scope.purpose), scope)
    return said if said and not said.given and scope_of(said).covers(scope) else None


def ledger_of(whole_id: UUID) -> list[LedgerLine]:
    """The same in words: two queries."""
    topics = topic_names()
    return [LedgerLine(entry, entry_in_words(entry, topics=topics)) for entry in entries_of(whole_id)]


def standing_consents(whole_id: UUID) -> list[str]:
    """What they agree to now, each in words: two queries."""
    entries, topics = entries_of(whole_id), topic_names()
    standing = [entry for entry in entries if entry.given and deciding(entries, scope_of(entry)) is entry]
    return [
        what_in_words(
            purpose=entry.purpose,
            topic=entry.topic,
            department=entry.department.name if entry.department else "",
            channel=entry.channel,
            topics=topics,
        )
        for entry in standing
    ]


def topic_names() -> dict[str, str]:
    """Every topic there is or was, by code."""
    return dict(Topic.objects.values_list("code", "name"))


def active_topics() -> list[Topic]:
    """What residents can choose."""
    return list(Topic.objects.filter(active=True))


def wordings_in_use(language: str) -> dict[str, Wording]:
    """The newest wording by purpose, in this language where there is one, otherwise in the council's: one query."""
    wanted = [language, language.partition("-")[0], settings.LANGUAGE_CODE.partition("-")[0]]
    found: dict[str, tuple[int, Wording]] = {}
    for wording in Wording.objects.filter(language__in=wanted).order_by("version"):
        rank = wanted.index(wording.language)
        if wording.purpose not in found or rank <= found[wording.purpose][0]:
            found[wording.purpose] = rank, wording
    return {purpose: wording for purpose, (_rank, wording) in found.items()}


def sending_rules() -> dict[str, SendingRule]:
    """The council's restraint by purpose; what nobody set is as a new rule would be."""
    kept = {rule.purpose: rule for rule in SendingRule.objects.all()}
    return {purpose: kept.get(purpose) or SendingRule(purpose=purpose) for purpose in OPTIONAL}
