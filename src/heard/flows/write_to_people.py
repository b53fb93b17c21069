"""One text for many people who agreed to such messages: each is asked for now, and once more when their turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.consent.models import Mailing, Purpose
from heard.domain.consent.operations.mailings import begin_mailing
from heard.domain.consent.queries.permissions import who_may_be_sent
from heard.domain.conversations.rules.templates import LETTER_GAPS, has_gaps, unknown_gap
from heard.kernel import queue
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.people.models import Person
    from heard.domain.teams.models import Department
    from heard.kernel.actor import Actor

LONGEST_SUBJECT, LONGEST_TEXT = 200, 20_000


@dataclass(frozen=True, slots=True)
class Writing:
    """What was begun: how many it goes to, and how many are left out, by reason."""

    mailing: Mailing
    people: int
    left_out: dict[str, int]


@transaction.atomic
def write_to_people(
    people: QuerySet[Person],
    *,
    purpose: str,
    subject: str,
    text: str,
    actor: Actor,
    department: Department | None = None,
    topic: str = "",
) -> Writing:
    """Keep the text, and queue a message to each of `people` who may be sent it."""
    subject, text = " ".join(subject.split()), text.strip()
    check_letter(purpose, subject, text)
    allowed, left_out = who_may_be_sent(people, purpose=purpose, department=department, topic=topic)
    mailing = Mailing(
        purpose=purpose,
        department=department,
        topic=topic,
        subject=subject,
        text=text,
        staff_id=actor.id if actor.is_staff else None,
    )
    waiting = begin_mailing(mailing, people=allowed, left_out=left_out, actor=actor)
    queue.defer_many("send_optional_message", [{"optional_id": optional_id} for optional_id in waiting])
    return Writing(mailing, len(waiting), left_out)


def check_letter(purpose: str, subject: str, text: str) -> None:
    """Raises InvalidInput, naming each field that needs another value."""
    problems = {}
    if purpose not in Purpose.values or purpose == Purpose.SERVICE:
        problems["purpose"] = _("Choose what you write for.")
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        problems["subject"] = _("Write a subject of at most %(most)s characters.") % {"most": LONGEST_SUBJECT}
    elif has_gaps(subject):
        problems["subject"] = _("Leave out what stands in braces: the subject is the same for everybody.")
    if not 0 < len(text) <= LONGEST_TEXT:
        problems["text"] = _("Write a text of at most %(most)s characters.") % {"most": LONGEST_TEXT}
    elif sentence := unknown_gap(text, known=LETTER_GAPS):
        problems["text"] = sentence
    if problems:
        raise InvalidInput(problems)
