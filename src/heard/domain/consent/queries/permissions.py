"""May this be sent? Asked of one person, in words, or of many people at once, with the reasons counted.

Both ask the whole: all records merged into one. What one says, the other says too (a property test holds them to it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from heard.domain.consent.models import ConsentEntry, OptionalMessage, Purpose, QuietHours, SendingRule
from heard.domain.consent.queries.ledger import entries_of, topic_names
from heard.domain.consent.rules.permissions import (
    LEFT_OUT_FOR,
    REACHED_BY,
    WEEK,
    Facts,
    Permission,
    Why,
    address_for,
    verdict,
)
from heard.domain.consent.rules.quiet import first_moment_outside
from heard.domain.consent.rules.scopes import Scope, deciding
from heard.domain.consent.rules.words import entry_in_words
from heard.domain.people.models import LINKS_BY_ITSELF, Identity, Person
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, time

    from django.db.models import QuerySet

    from heard.domain.teams.models import Department

SAID = frozenset({Why.AGREED, Why.WITHDRAWN})  # explained by what the person said, and when


def may_send(
    person: Person,
    *,
    purpose: str,
    department: Department | None = None,
    topic: str = "",
    channel: str = "email",
    at: datetime | None = None,
) -> Permission:
    """Whether this may go to the person, from when and where to. A fixed number of queries."""
    at = at or clock.now()
    scope = Scope(purpose=purpose, department_id=department.id if department else None, topic=topic, channel=channel)
    rule = _rule_for(purpose)
    facts = _facts(person, scope, rule, at)
    why = verdict(facts)
    allowed = why not in LEFT_OUT_FOR
    words = entry_in_words(facts.said, topics=topic_names()) if facts.said and why in SAID else str(why.label)
    return Permission(
        allowed=allowed,
        why=why,
        words=words,
        when=_when(rule, person, at) if allowed and facts.optional else None,
        identity=address_for(facts) if allowed else None,
    )


def quiet_until(purpose: str, *, at: datetime | None = None) -> datetime | None:
    """When the council's quiet hours end, during them; somebody's own may last longer."""
    at = at or clock.now()
    rule = _rule_for(purpose)
    ends = _outside([(rule.quiet_from, rule.quiet_until)], at)
    return ends if ends > at else None


def who_may_be_sent(
    people: QuerySet[Person],
    *,
    purpose: str,
    department: Department | None = None,
    topic: str = "",
    channel: str = "email",
    at: datetime | None = None,
) -> tuple[QuerySet[Person], dict[str, int]]:
    """Of these people those it may go to, one record a person; and how many are left out, by reason.

    A fixed number of queries, however many people there are; quiet hours leave nobody out, they delay.
    """
    scope = Scope(purpose=purpose, department_id=department.id if department else None, topic=topic, channel=channel)
    rule = _rule_for(purpose)
    remaining = Person.objects.filter(id__in=people.order_by().values("whole_id"))
    number = remaining.count()
    left_out: dict[str, int] = {}
    for why, passes in _who_agreed(scope):
        narrowed = remaining.filter(passes)
        before, number = number, narrowed.count()
        left_out[why] = before - number
        # Who agreed has said something: asked for again, it would cost as much again.
        remaining = remaining if why == Why.NEVER_SAID else narrowed
    remaining = remaining.alias(sent=_sent_to_each(purpose, at or clock.now()))
    hurdles = list(_who_can_be_reached(scope, rule))
    counted = remaining.annotate(why=Case(*(When(~passes, then=Value(str(why))) for why, passes in hurdles)))
    left_out |= dict(counted.order_by().values_list("why").annotate(Count("id")))
    allowed = remaining.filter(*(passes for _why, passes in hurdles))
    return allowed, {str(why): count for why, count in left_out.items() if why and count}


def _who_agreed(scope: Scope) -> Iterator[tuple[Why, Q]]:
    """Each reason that lies with the person, and what passes it: most people are left out here."""
    records = Person.objects.filter(whole_id=OuterRef("id"))
    yield Why.ERASED, ~Q(Exists(records.filter(erased_at__isnull=False)))
    if scope.purpose == Purpose.SERVICE:
        return
    newest = _newest_entries(scope)
    yield Why.RESTRICTED, ~Q(Exists(records.filter(restricted_at__isnull=False)))
    yield Why.NEVER_SAID, Q(id__in=_entries_about(scope).order_by().values("person__whole_id"))
    agreed = ConsentEntry.objects.filter(id__in=newest.values("id"), given=True)
    yield Why.WITHDRAWN, Q(id__in=agreed.order_by().values("person__whole_id"))


def _who_can_be_reached(scope: Scope, rule: SendingRule) -> Iterator[tuple[Why, Q]]:
    """Each further reason, asked of those who agreed, one by one. In the order in which `may_send` looks."""
    known = Identity.objects.filter(person__whole_id=OuterRef("id"), kind=REACHED_BY[scope.channel])
    usable = known.filter(unusable_since__isnull=True)
    yield Why.NO_ADDRESS, Q(Exists(known))
    yield Why.UNUSABLE, Q(Exists(usable))
    if scope.purpose != Purpose.SERVICE:
        yield Why.UNVERIFIED, Q(Exists(usable.filter(assurance__in=LINKS_BY_ITSELF)))
        yield Why.TOO_MANY, Q(sent__lt=rule.per_week)


def _entries_about(scope: Scope) -> QuerySet[ConsentEntry]:
    """Everything anybody said that covers it."""
    return ConsentEntry.objects.filter(
        Q(department=None) | Q(department=scope.department_id),
        purpose=scope.purpose,
        topic__in={"", scope.topic},
        channel__in={"", scope.channel},
    )


def _newest_entries(scope: Scope) -> QuerySet[ConsentEntry]:
    """The entry that decides, of everybody who said anything about it."""
    return _entries_about(scope).order_by("person__whole_id", "-at", "-id").distinct("person__whole_id")


def _sent_to_each(purpose: str, at: datetime) -> Coalesce:
    theirs = _sent_lately(purpose, at).filter(person__whole_id=OuterRef("id")).order_by()
    return Coalesce(Subquery(theirs.values("person__whole_id").annotate(number=Count("id")).values("number")), 0)


def _rule_for(purpose: str) -> SendingRule:
    return SendingRule.objects.filter(purpose=purpose).first() or SendingRule(purpose=purpose)


def _sent_lately(purpose: str, at: datetime) -> QuerySet[OptionalMessage]:
    return OptionalMessage.objects.filter(purpose=purpose, sent_at__gt=at - WEEK)


def _facts(person: Person, scope: Scope, rule: SendingRule, at: datetime) -> Facts:
    records = list(Person.objects.filter(whole_id=person.whole_id))
    identities = Identity.objects.filter(person__whole_id=person.whole_id, kind=REACHED_BY[scope.channel])
    return Facts(
        optional=scope.purpose != Purpose.SERVICE,
        erased=any(record.is_erased for record in records),
        restricted=any(record.restricted_at for record in records),
        said=deciding(entries_of(person.whole_id, purpose=scope.purpose), scope),
        identities=list(identities.select_related("person").order_by("created_at", "id")),
        sent_lately=_sent_lately(scope.purpose, at).filter(person__whole_id=person.whole_id).count(),
        per_week=rule.per_week,
    )


def _when(rule: SendingRule, person: Person, at: datetime) -> datetime:
    """Now, or when the quiet hours end."""
    own = QuietHours.objects.filter(person__whole_id=person.whole_id).order_by("-updated_at").first()
    return _outside([(rule.quiet_from, rule.quiet_until), (own.starts, own.ends) if own else (None, None)], at)


def _outside(windows: list[tuple[time | None, time | None]], at: datetime) -> datetime:
    given = [(starts, ends) for starts, ends in windows if starts is not None and ends is not None]
    return first_moment_outside(given, at, zone=timezone.get_default_timezone())
