"""Writing requests of people about their own data: taken, proved, extended, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.privacy.models import REFUSALS, ProofKind, RequestKind, RequestState, RightsRequest
from heard.domain.privacy.models.requests import STANDING
from heard.domain.privacy.rules.deadlines import Periods, due_day, extended_day
from heard.domain.privacy.rules.requests import may_end_with, needs_proof
from heard.kernel import clock
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor

MOST_CHARACTERS = 4000


def periods() -> Periods:
    """What the council's law gives."""
    return Periods(answer=settings.HEARD_RIGHTS_DAYS, extension=settings.HEARD_RIGHTS_EXTENSION_DAYS)


@transaction.atomic
def ask(
    person: Person, *, kind: str, channel: str, details: str = "", asked_at: datetime | None = None, actor: Actor
) -> RightsRequest:
    """They ask. Asked again while it stands, it is the same request, with what they add."""
    standing = _standing(person, kind)
    if standing:
        return _added(standing, details)
    asked_at = asked_at or clock.now()
    if asked_at > clock.now():
        raise InvalidInput({"asked_at": _("Enter a day that is not in the future.")})
    request = RightsRequest.objects.create(
        person=person,
        kind=RequestKind(kind),
        channel=channel,
        details=details.strip()[:MOST_CHARACTERS],
        asked_at=asked_at,
        due_on=due_day(asked_at, periods()),
        state=RequestState.PROVING if needs_proof(kind) else RequestState.OPEN,
    )
    _note("request.asked", request, actor=actor, request=request.kind, channel=channel, due=request.due_on.isoformat())
    return request


@transaction.atomic
def note_proof(request: RightsRequest, *, how: str, actor: Actor) -> None:
    """They have shown that it is them."""
    request = _locked(request.id)
    if request.proved_at:
        return
    request.proved_at, request.proved_by = clock.now(), ProofKind(how)
    if request.state == RequestState.PROVING:
        request.state = RequestState.OPEN
    request.save(update_fields=["proved_at", "proved_by", "state"])
    _note("request.proved", request, actor=actor, how=request.proved_by)


@transaction.atomic
def take(request: RightsRequest, *, staff_id: UUID, actor: Actor) -> None:
    """A colleague works on it from now on."""
    request = _locked(request.id)
    request.handled_by_id = staff_id
    if request.state == RequestState.OPEN:
        request.state = RequestState.WORKING
    request.save(update_fields=["handled_by", "state"])
    _note("request.taken", request, actor=actor)


@transaction.atomic
def extend(request: RightsRequest, *, reason: str, actor: Actor) -> RightsRequest:
    """More time, once, with a reason that they are told."""
    request = _locked(request.id)
    if request.extended_at:
        raise Refused(_("More time was taken once already. The law gives no more: answer it, or refuse it."))
    if not reason.strip():
        raise InvalidInput({"reason": _("Say why it takes longer. They are told.")})
    request.extended_at, request.extension_reason = clock.now(), reason.strip()[:MOST_CHARACTERS]
    request.due_on, request.warned_at = extended_day(request.due_on, periods()), None
    request.save()
    _note("request.extended", request, actor=actor, due=request.due_on.isoformat())
    return request


@transaction.atomic
def end(request: RightsRequest, *, outcome: str, answer: str, actor: Actor) -> RightsRequest:
    """It is answered, one way or the other; `answer` is what they are told."""
    request = _locked(request.id)
    if not may_end_with(request.kind, outcome, proved=request.proved_at is not None):
        raise Refused(_("First they have to show who they are: by a code, or by a document at the counter."))
    if outcome in REFUSALS and not answer.strip():
        raise InvalidInput({"answer": _("Say why. They are told, and may complain.")})
    request.outcome, request.answer, request.ended_at = outcome, answer.strip()[:MOST_CHARACTERS], clock.now()
    request.state = RequestState.REFUSED if outcome in REFUSALS else RequestState.DONE
    request.save()
    _note("request.ended", request, actor=actor, outcome=outcome)
    return request


@transaction.atomic
def note_warned(request: RightsRequest, *, actor: Actor) -> None:
    """Colleagues were told that its date comes near."""
    request.warned_at = clock.now()
    request.save(update_fields=["warned_at"])
    _note("request.warned", request, actor=actor, due=request.due_on.isoformat())


def _standing(person: Person, kind: str) -> RightsRequest | None:
    found = RightsRequest.objects.select_for_update(of=("self",)).select_related("person")
    return found.filter(STANDING, person__whole_id=person.whole_id, kind=kind).first()


def _added(request: RightsRequest, details: str) -> RightsRequest:
    added = details.strip()[:MOST_CHARACTERS]
    if added and added not in request.details:
        request.details = "\n\n".join(part for part in (request.details, added) if part)
        request.save()
    return request


def _locked(request_id: UUID) -> RightsRequest:
    request = RightsRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)
    if not request.stands:
        raise Refused(_("This request was answered already."))
    return request


def _note(kind: str, request: RightsRequest, /, *, actor: Actor, **data: Any) -> None:
    record(kind, actor=actor, person=request.person_id, subject=request.id, **data)
