"""What an agent does from the case page: one POST each, handed to one flow. The sentence that comes back is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case
from heard.domain.cases.operations import keeping, merging, status
from heard.domain.cases.queries.access import case_for
from heard.domain.cases.rules.access import may_work
from heard.domain.conversations.models import Message
from heard.domain.conversations.queries.audience import conversations_of
from heard.flows.add_note import add_note
from heard.flows.assign_case import assign_case
from heard.flows.change_service import change_service
from heard.flows.close_case import close_case
from heard.flows.confirm_held import confirm_held
from heard.flows.hand_to_team import hand_to_team
from heard.flows.merge_cases import merge_cases
from heard.flows.reopen_case import reopen_case
from heard.flows.send_reply import BY_VOICE, send_reply
from heard.flows.wait_for_resident import wait_for_resident
from heard.kernel.errors import NotAllowed, Refused
from heard.web.desk.access import actor_of
from heard.web.desk.case import forms
from heard.web.desk.case.reach import closed_in_words
from heard.web.desk.mentions import with_unheard_calls
from heard.web.desk.uploads import kept_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest

Done = str


def _reply(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    channel = data["channel"] or "email"
    send_reply(
        case,
        conversation=data["conversation"],
        text=data["text"],
        attachments=kept_files(data["attached"]),
        channel=channel,
        actor=actor_of(request),
    )
    return _("What you told them is kept.") if channel in BY_VOICE else _("Your answer is on its way.")


def _note(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    add_note(case, text=data["text"], attachments=kept_files(data["attached"]), actor=actor_of(request))
    return with_unheard_calls(_("Note added."), note=data["text"])


def _assign(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    assign_case(case, owner=data["owner"], actor=actor_of(request))
    if data["owner"] is None:
        return _("Nobody owns this case now.")
    return _("%(name)s owns this case now.") % {"name": data["owner"].name}


def _take(request: DeskRequest, case: Case, _data: dict[str, Any]) -> Done:
    assign_case(case, owner=request.user, actor=actor_of(request))
    return _("The case is yours.")


def _hand(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    hand_to_team(case, team=data["team"], reason=data["reason"], actor=actor_of(request))
    return _("%(reference)s is with %(team)s now.") % {"reference": case.reference, "team": data["team"].name}


def _service(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    change_service(case, service=data["service"], actor=actor_of(request))
    return _("The service is %(service)s now.") % {"service": data["service"].name}


def _priority(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    keeping.set_priority(case, priority=data["priority"], actor=actor_of(request))
    return _("The priority is changed.")


def _wait(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    first = next((one for one in conversations_of(case) if one.person_id), None)
    wait_for_resident(case, conversation=first, text=data["text"], actor=actor_of(request))
    return _("The clock stands still until the resident answers.")


def _resume(request: DeskRequest, case: Case, _data: dict[str, Any]) -> Done:
    status.resume(case, actor=actor_of(request))
    return _("The clock runs again.")


def _close(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    closed = close_case(case, outcome=data["outcome"], text=data["text"], actor=actor_of(request))
    return closed_in_words(closed)


def _reopen(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    reopen_case(case, reason=data["reason"], actor=actor_of(request))
    return _("The case is open again.")


def _merge(request: DeskRequest, case: Case, data: dict[str, Any]) -> Done:
    into = _other_case(request.standing, data["into"])
    merge_cases(case, into=into, actor=actor_of(request))
    return _("%(one)s now belongs to %(other)s.") % {"one": case.reference, "other": into.reference}


def _unmerge(request: DeskRequest, case: Case, _data: dict[str, Any]) -> Done:
    merging.unmerge(case, actor=actor_of(request))
    return _("%(reference)s stands on its own again.") % {"reference": case.reference}


def _held(request: DeskRequest, case: Case, _data: dict[str, Any]) -> Done:
    """Two buttons, no form: which message, and whether it belongs here."""
    try:
        message = Message.objects.select_related("conversation").get(
            pk=request.POST.get("message", ""), conversation__case=case, held=True
        )
    except (Message.DoesNotExist, ValidationError) as error:
        raise Http404 from error
    belongs = request.POST.get("belongs") == "yes"
    conversation = confirm_held(message, belongs=belongs, actor=actor_of(request))
    if belongs:
        return _("The message is part of this case now.")
    return _("The message is a case of its own now.") if conversation.case else _("The message is in “Sort me” now.")


def _other_case(standing: Standing, reference: str) -> Case:
    """The other side of a merge must be this agent's to change as well."""
    try:
        other = case_for(standing, reference)
    except Case.DoesNotExist as error:
        raise Refused(_("There is no case %(reference)s that you can open.") % {"reference": reference}) from error
    if not may_work(other, standing):
        raise NotAllowed
    return other


FORMS: tuple[type[forms.CaseForm], ...] = (
    forms.ReplyForm,
    forms.NoteForm,
    forms.AssignForm,
    forms.HandForm,
    forms.ServiceForm,
    forms.PriorityForm,
    forms.WaitForm,
    forms.CloseForm,
    forms.ReopenForm,
    forms.MergeForm,
)
FORM_OF = {form.action: form for form in FORMS}
ACTIONS: dict[str, Callable[[DeskRequest, Case, dict[str, Any]], Done]] = {
    "reply": _reply,
    "note": _note,
    "assign": _assign,
    "take": _take,
    "hand": _hand,
    "service": _service,
    "priority": _priority,
    "wait": _wait,
    "resume": _resume,
    "close": _close,
    "reopen": _reopen,
    "merge": _merge,
    "unmerge": _unmerge,
    "held": _held,
}
