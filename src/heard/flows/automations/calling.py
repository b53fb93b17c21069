"""Colleagues are called to a case: by a note that mentions them, and by a mail that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.rules.access import may_see
from heard.domain.conversations.operations.messages import mention
from heard.domain.teams.models import Role, Staff
from heard.domain.teams.queries import colleagues_in, standing_of
from heard.flows.add_note import add_note
from heard.kernel import queue

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Message
    from heard.kernel.actor import Actor


def named_group(name: str, case: Case) -> list[Staff]:
    """Whom a step means: the owner, the team, the managers of the department, or a team by its code."""
    if name == "owner" and case.owner and case.owner.is_active:
        return [case.owner]
    if name in {"owner", "team"}:
        return list(colleagues_in(case.team_id)) if case.team_id else []
    wanted = Staff.objects.filter(is_active=True).order_by("name").distinct()
    if name == "managers":
        return list(
            wanted.filter(
                memberships__role=Role.MANAGER,
                memberships__team__department=case.department_id,
                memberships__team__active=True,
            )
        )
    return list(wanted.filter(memberships__team__code=name, memberships__team__active=True))


def call_colleagues(case: Case, colleagues: list[Staff], *, text: str, actor: Actor) -> Message | None:
    """Leave the note and call those of them who may read the case; without anybody, nothing is left."""
    readers = [colleague for colleague in colleagues if may_see(case, standing_of(colleague))]
    if not readers:
        return None
    note = add_note(case, text=text, actor=actor)
    called = set(note.mentions.values_list("staff_id", flat=True))
    mention(note, colleagues=[colleague for colleague in readers if colleague.id not in called])
    queue.defer_many("mail_colleague", [{"message_id": note.id, "staff_id": one.id} for one in readers])
    return note
