"""A reporter is forgotten: the case stays, a fact of the council, without what still names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from heard.domain.cases.models import Case, Draft, Follower
from heard.domain.journal.operations import record
from heard.domain.people.rules.masking import is_home, without_known
from heard.kernel.location import middle_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.domain.people.rules.masking import Known
    from heard.kernel.actor import Actor


def cases_of_people(people: Iterable[Person]) -> list[UUID]:
    """What they reported."""
    return list(Case.objects.filter(person__in=list(people)).order_by().values_list("id", flat=True))


def forget_reporter(case_id: UUID, *, known: Known, actor: Actor) -> bool:
    """Take out of the case's own words what names them; whether there was anything. At home, the place is coarsened."""
    case = Case.objects.select_for_update(of=("self",)).select_related("service").get(pk=case_id)
    changes = _words_without(case, known) | _place_without(case, known)
    if changes:
        Case.objects.filter(pk=case_id).update(**changes)
    record("case.resident_erased", actor=actor, case=case_id, person=case.person_id)
    return bool(changes)


def forget_following(people: Iterable[Person]) -> int:
    """They hear of no case any more; how many they followed."""
    following = Follower.objects.filter(person__in=list(people))
    count = following.count()
    following.delete()
    return count


def forget_sent_drafts(cases: Iterable[UUID]) -> tuple[list[bytes], set[str]]:
    """The drafts these cases came from, where they are still kept: the keys of what was in them, and of their files."""
    drafts = Draft.objects.filter(sent_as__in=list(cases))
    kept = [(draft.lock(), draft.photos) for draft in drafts.only("key", "photos")]
    drafts.delete()
    return [lock for lock, _photos in kept], {key for _lock, photos in kept for key in photos}


def _words_without(case: Case, known: Known) -> dict[str, Any]:
    words = {
        "description": _without(case.description, known),
        "outcome_note": _without(case.outcome_note, known),
        "answers": {code: _without(answer, known) for code, answer in case.answers.items()},
    }
    return {name: value for name, value in words.items() if value != getattr(case, name)}


def _place_without(case: Case, known: Known) -> dict[str, Any]:
    """A case at their own door would still say who it was: the area and the map's cell stay."""
    if not case.is_at_home and not is_home(case.address, known):
        return {}
    return {"address": "", "location": middle_of(case.cell) if case.cell is not None else None}


def _without(value: Any, known: Known) -> Any:
    return without_known(value, known, region=settings.HEARD_REGION) if isinstance(value, str) else value
