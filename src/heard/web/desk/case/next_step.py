"""The one thing to do next on a case, decided from what is known about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.models import Status

if TYPE_CHECKING:
    from heard.domain.cases.models import Case


@dataclass(frozen=True, slots=True)
class Talk:
    """What the conversation says about whose turn it is."""

    held: int = 0  # messages of strangers that wait for a decision
    undelivered: int = 0  # answers that did not arrive and were not followed by one that did
    resident_spoke_last: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, why, and where on the page: `post` names an action to send, `opens` an element to go to."""

    title: str
    reason: str
    button: str = ""
    post: str = ""
    opens: str = ""
    pressing: bool = False


def next_step(case: Case, talk: Talk, *, may_own: bool) -> NextStep:
    """The first of these that applies; every case has one."""
    for choose in (_merged, _held, _undelivered, _closed, _nobodys, _unanswered, _waiting):
        if step := choose(case, talk, may_own):
            return step
    return NextStep(
        title=_("Do the work, then close the case"),
        reason=_("Everyone who reported it hears how it ended."),
        button=_("Close the case"),
        opens="close",
    )


def _merged(case: Case, _talk: Talk, _may_own: bool) -> NextStep | None:  # noqa: FBT001
    if case.merged_into is None:
        return None
    return NextStep(
        title=_("This is the same as %(reference)s") % {"reference": case.merged_into.reference},
        reason=_("Work on that one. Who reported this one hears of it too."),
        button=_("Undo the merge"),
        post="unmerge",
    )


def _held(_case: Case, talk: Talk, _may_own: bool) -> NextStep | None:  # noqa: FBT001
    if not talk.held:
        return None
    return NextStep(
        title=_("Somebody else replied: confirm"),
        reason=_("A message came from an address we do not know in this case. Say whether it belongs here."),
        button=_("Look at it"),
        opens="held",
        pressing=True,
    )


def _undelivered(_case: Case, talk: Talk, _may_own: bool) -> NextStep | None:  # noqa: FBT001
    if not talk.undelivered:
        return None
    return NextStep(
        title=_("Your answer did not arrive"),
        reason=_("The address does not work. Ask the resident another way, for example by phone."),
        button=_("See what happened"),
        opens="undelivered",
        pressing=True,
    )


def _closed(case: Case, talk: Talk, _may_own: bool) -> NextStep | None:  # noqa: FBT001
    if case.is_open:
        return None
    if talk.resident_spoke_last:
        return NextStep(
            title=_("The resident wrote after closing"),
            reason=_("Answer, or open the case again."),
            button=_("Answer"),
            opens="reply",
            pressing=True,
        )
    return NextStep(
        title=_("Nothing: the case is closed"),
        reason=case.outcome_note or case.get_outcome_display(),
        button=_("Open it again"),
        opens="reopen",
    )


def _nobodys(case: Case, _talk: Talk, may_own: bool) -> NextStep | None:  # noqa: FBT001
    if case.owner_id is not None:
        return None
    if may_own:
        return NextStep(
            title=_("Take this case, or give it to a colleague"),
            reason=_("Nobody owns it yet."),
            button=_("Take it"),
            post="take",
        )
    return NextStep(
        title=_("Nobody owns this case yet"),
        reason=_("Its team takes it from their list. You can answer the resident meanwhile."),
        button=_("Answer"),
        opens="reply",
    )


def _unanswered(case: Case, talk: Talk, _may_own: bool) -> NextStep | None:  # noqa: FBT001
    name = case.person.name if case.person and case.person.name else _("the resident")
    if talk.resident_spoke_last and case.responded_at is not None:
        return NextStep(
            title=_("Answer %(name)s") % {"name": name},
            reason=_("They wrote after your last answer."),
            button=_("Answer"),
            opens="reply",
        )
    if case.responded_at is None and case.person_id:
        return NextStep(
            title=_("Answer %(name)s") % {"name": name},
            reason=_("They have had no answer from a person yet."),
            button=_("Answer"),
            opens="reply",
        )
    return None


def _waiting(case: Case, _talk: Talk, _may_own: bool) -> NextStep | None:  # noqa: FBT001
    if case.status != Status.WAITING:
        return None
    return NextStep(
        title=_("Wait for the resident"),
        reason=_("The clock stands still. It runs again when they answer, or when you go on without them."),
        button=_("Go on without them"),
        post="resume",
    )
