"""Who may be the same person as whom: candidates by digest and token, compared in memory; few and bounded queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from heard.domain.people.models import Distinction, Identity
from heard.domain.people.queries.search import people_called
from heard.domain.people.queries.wholes import holding_any, wholes
from heard.domain.people.rules.likeness import Likeness, in_words, likeness

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.domain.people.queries.wholes import Whole

MOST_CANDIDATES = 100  # a shelter's telephone has hundreds of holders: none of them is likelier than another
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may be the same person. `person` stands for a whole; `reasons` are codes, `words` say them."""

    person: Person
    score: int
    reasons: list[str]
    words: list[str]


def suggestions_for(person: Person, *, limit: int = 5) -> list[Suggestion]:
    """The likeliest first; nobody who was told apart, was erased, or asked to be left alone."""
    own = wholes([person.whole_id]).get(person.whole_id)
    if own is None:
        return []
    traits, others = own.traits, wholes(_candidates(own) - told_apart_from(own.root.id) - {own.root.id})
    found = [(other, likeness(traits, other.traits)) for other in others.values() if not other.root.restricted_at]
    found.sort(key=lambda one: (-one[1].score, one[0].root.id))
    return [_suggestion(other, alike) for other, alike in found if alike.is_suggested][:limit]


def likeness_of(one: Person, other: Person) -> Likeness:
    """What speaks for these two being one, whoever asks; nothing where one of them was erased."""
    both = wholes([one.whole_id, other.whole_id])
    if not {one.whole_id, other.whole_id} <= both.keys():
        return Likeness(0)
    return likeness(both[one.whole_id].traits, both[other.whole_id].traits)


def told_apart_from(whole_id: UUID) -> set[UUID]:
    """The wholes that somebody said are not this person."""
    apart = Distinction.objects.filter(Q(first__whole_id=whole_id) | Q(second__whole_id=whole_id))
    pairs = apart.values_list("first__whole_id", "second__whole_id")
    return {other for pair in pairs for other in pair} - {whole_id}


def distinctions_of(whole_id: UUID) -> list[Distinction]:
    """Each time somebody said that another is not this person, oldest first; both and who said it are fetched."""
    apart = Distinction.objects.filter(Q(first__whole_id=whole_id) | Q(second__whole_id=whole_id))
    return list(apart.select_related("first", "second", "by").order_by("id"))


def distinction_between(one: UUID, other: UUID) -> Distinction | None:
    """The newest that keeps these two wholes apart."""
    between = (one, other)
    apart = Distinction.objects.filter(first__whole_id__in=between, second__whole_id__in=between)
    return apart.exclude(first__whole_id=F("second__whole_id")).select_related("by").order_by("-id").first()


def _candidates(own: Whole) -> set[UUID]:
    """Wholes that share an identity; and, where a birth date could confirm it, those of a similar name."""
    sharing = Identity.objects.filter(holding_any(own.identities)).exclude(person__whole_id=own.root.id)
    surest = sharing.order_by(F("verified_at").desc(nulls_last=True), "-id")
    found = set(surest.values_list("person__whole_id", flat=True)[:MOST_CANDIDATES])
    traits = own.traits
    if traits.birth_dates:
        for name in sorted(traits.names)[:MOST_NAMES]:
            found |= {namesake.whole_id for namesake in people_called(name)}
    return found


def _suggestion(other: Whole, alike: Likeness) -> Suggestion:
    return Suggestion(other.root, alike.score, [str(reason) for reason in alike.reasons], in_words(alike.reasons))
