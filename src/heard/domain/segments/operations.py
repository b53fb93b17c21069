"""Writing segments. What is sensitive needs a second person, and needs one again whenever it says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.criteria.rules import parse
from heard.domain.journal.operations import record
from heard.domain.segments.models import Segment, SegmentVersion
from heard.domain.segments.queries.vocabulary import person_vocabulary
from heard.domain.segments.rules.access import may_approve, may_keep
from heard.domain.segments.rules.sensitive import sensitive_fields
from heard.domain.teams.models import Staff
from heard.domain.teams.queries import standing_of
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.checked import added, changed
from heard.kernel.errors import InvalidInput, NotAllowed, Refused

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.teams.models import Department
    from heard.domain.teams.rules.permissions import Standing
    from heard.kernel.actor import Actor


@transaction.atomic
def add_segment(*, name: str, department: Department, condition: dict[str, Any], purpose: str, actor: Actor) -> Segment:
    """A new segment: a draft where it asks for something sensitive. InvalidCondition says what its condition gets
    wrong.
    """
    _check_keeper(actor, department.id)
    segment = added(Segment(name=name, department=department))
    version = _add_version(segment, number=1, condition=condition, purpose=purpose, actor=actor)
    record("segment.added", actor=actor, subject=segment.id, sensitive=version.sensitive)
    return segment


@transaction.atomic
def change_segment(segment: Segment, *, actor: Actor, name: str, condition: dict[str, Any], purpose: str) -> None:
    """Another name; with another condition or purpose it is another version, and who approved the last has not
    approved this one.
    """
    _lock(segment)
    _check_keeper(actor, segment.department_id)
    fields = changed(segment, {"name": name})
    before = _current(segment)
    if (before.condition, before.purpose) != (condition, purpose.strip()):
        _add_version(segment, number=before.number + 1, condition=condition, purpose=purpose, actor=actor)
        fields.append("version")
    if fields:
        version = _current(segment)
        record(
            "segment.changed",
            actor=actor,
            subject=segment.id,
            fields=fields,
            version=version.number,
            sensitive=version.sensitive,
        )


@transaction.atomic
def approve_segment(segment: Segment, *, number: int, actor: Actor) -> None:
    """The second person agrees to this very version. NotAllowed for its author; Refused when it says something else
    by now.
    """
    _lock(segment)
    standing = _standing(actor)
    if standing is None or not may_keep(standing, segment.department_id):
        raise NotAllowed
    version = _current(segment)
    if version.number != number:
        raise Refused(_("This segment was changed while you read it. Read it again, then approve it."))
    if not version.is_draft:
        raise Refused(_("There is nothing to approve here."))
    if not may_approve(standing, segment):
        raise Refused(_("You wrote this. A colleague must approve it."))
    version.approved_by_id, version.approved_at = standing.staff_id, clock.now()
    version.save(update_fields=["approved_by", "approved_at"])
    record("segment.approved", actor=actor, subject=segment.id, version=number, author=_id(version.author_id))


@transaction.atomic
def retire_segment(segment: Segment, *, actor: Actor) -> None:
    """Out of use: kept to be read, and written to no more."""
    _lock(segment)
    _check_keeper(actor, segment.department_id)
    if changed(segment, {"retired_at": segment.retired_at or clock.now()}):
        record("segment.retired", actor=actor, subject=segment.id)


@transaction.atomic
def return_segment(segment: Segment, *, actor: Actor) -> None:
    """Back in use."""
    _lock(segment)
    _check_keeper(actor, segment.department_id)
    if changed(segment, {"retired_at": None}):
        record("segment.returned", actor=actor, subject=segment.id)


@transaction.atomic
def note_written_to(segment: Segment, *, mailing: UUID, people: int, actor: Actor) -> None:
    """A message to its people was begun. NotAllowed for who may not keep the segment."""
    _check_keeper(actor, segment.department_id)
    version = _current(segment).number
    record("segment.written_to", actor=actor, subject=segment.id, version=version, mailing=str(mailing), people=people)


def _add_version(
    segment: Segment, *, number: int, condition: dict[str, Any], purpose: str, actor: Actor
) -> SegmentVersion:
    read = parse(condition, person_vocabulary())
    if not purpose.strip():
        raise InvalidInput({"purpose": _("Say what this segment is for: colleagues read it, and must agree to it.")})
    version = added(
        SegmentVersion(
            segment=segment,
            number=number,
            condition=condition,
            purpose=purpose.strip(),
            sensitive=sensitive_fields(read),
            author_id=actor.id if actor.is_staff else None,
        )
    )
    segment.current = version
    segment.save(update_fields=["current"])
    return version


def _lock(segment: Segment) -> None:
    """Two at once take turns, and the second reads what the first wrote."""
    Segment.objects.select_for_update().get(pk=segment.pk)
    segment.refresh_from_db()


def _current(segment: Segment) -> SegmentVersion:
    if segment.current is None:
        raise SegmentVersion.DoesNotExist
    return segment.current


def _check_keeper(actor: Actor, department_id: Any) -> None:
    """Staff must manage the department, or be administrators. The system sets up what a council begins with."""
    if actor == SYSTEM:
        return
    standing = _standing(actor)
    if standing is None or not may_keep(standing, department_id):
        raise NotAllowed


def _standing(actor: Actor) -> Standing | None:
    """What this member of staff may; None for everybody else."""
    if not actor.is_staff or actor.id is None:
        return None
    return standing_of(Staff.objects.get(pk=actor.id, is_active=True))


def _id(value: Any) -> str | None:
    return str(value) if value else None
