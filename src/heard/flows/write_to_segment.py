"""One text for the people of a segment: who of them agreed to such messages is written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.segments.operations import note_written_to
from heard.domain.segments.queries.people import people_in
from heard.domain.segments.rules.numbers import is_small
from heard.flows.write_to_people import write_to_people
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.segments.models import Segment
    from heard.flows.write_to_people import Writing
    from heard.kernel.actor import Actor


@transaction.atomic
def write_to_segment(
    segment: Segment, *, purpose: str, subject: str, text: str, actor: Actor, topic: str = ""
) -> Writing:
    """Begin the mailing and say so in the journal. Refused for a draft, and for so few that answers would name them."""
    writing = write_to_people(
        people_in(segment),
        purpose=purpose,
        subject=subject,
        text=text,
        topic=topic,
        department=segment.department,
        actor=actor,
    )
    sensitive = bool(segment.current and segment.current.sensitive)
    if is_small(writing.people, sensitive=sensitive):
        raise Refused(_("So few people would get this that their answers would tell who they are. Nothing was sent."))
    note_written_to(segment, mailing=writing.mailing.id, people=writing.people, actor=actor)
    return writing
