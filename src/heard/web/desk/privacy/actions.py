"""What may be done about a request, each with its form where one is needed; each answers with what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.privacy.models import ProofKind, RequestKind
from heard.domain.privacy.operations.requests import note_proof, take
from heard.domain.privacy.operations.restricting import lift_restriction, restrict
from heard.domain.privacy.queries.requests import address_to_prove
from heard.flows.answer_request import give_by_hand, grant, make_copy, refuse, send_copy, take_longer
from heard.kernel.errors import Refused
from heard.web.desk.access import actor_of
from heard.web.desk.privacy.forms import EraseForm, ExtendForm, GrantForm, RefuseForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms

    from heard.domain.privacy.models import RightsRequest
    from heard.web.desk.access import DeskRequest

    Action = Callable[[DeskRequest, RightsRequest, dict[str, Any]], str]


def _take(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    take(found, staff_id=request.user.id, actor=actor_of(request))
    return _("You work on it now.")


def _document(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    note_proof(found, how=ProofKind.DOCUMENT, actor=actor_of(request))
    return _("Noted: they have shown who they are.")


def _copy(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    make_copy(found, actor=actor_of(request))
    return _("The copy is being made. Open this page again in a moment.")


def _send(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    send_copy(found, _copy_of(found), actor=actor_of(request))
    return _("The link to the copy is on its way to them.")


def _handed(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    give_by_hand(found, actor=actor_of(request))
    return _("Noted: they have the copy.")


def _grant(request: DeskRequest, found: RightsRequest, data: dict[str, Any]) -> str:
    if found.kind in {RequestKind.ERASE, RequestKind.ACCESS}:
        raise Refused(_("This kind of request has a button of its own."))
    grant(found, answer=data["answer"], actor=actor_of(request))
    return _told(found, _("Done."))


def _erase(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    if found.kind != RequestKind.ERASE:
        raise Refused(_("They did not ask for this."))
    grant(found, actor=actor_of(request))
    return _("What we kept about them is deleted.")


def _refuse(request: DeskRequest, found: RightsRequest, data: dict[str, Any]) -> str:
    refuse(found, outcome=data["outcome"], answer=data["answer"], actor=actor_of(request))
    return _told(found, _("Refused."))


def _extend(request: DeskRequest, found: RightsRequest, data: dict[str, Any]) -> str:
    take_longer(found, reason=data["reason"], actor=actor_of(request))
    return _told(found, _("The new date is set."))


def _restrict(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    restrict(found.person, actor=actor_of(request))
    return _("Their data is kept, and used for nothing else.")


def _lift(request: DeskRequest, found: RightsRequest, _data: dict[str, Any]) -> str:
    lift_restriction(found.person, actor=actor_of(request))
    return _("Their data is used as before.")


ACTIONS: dict[str, Action] = {
    "take": _take,
    "document": _document,
    "copy": _copy,
    "send": _send,
    "handed": _handed,
    "grant": _grant,
    "erase": _erase,
    "refuse": _refuse,
    "extend": _extend,
    "restrict": _restrict,
    "lift": _lift,
}
FORMS: dict[str, type[forms.Form]] = {
    "grant": GrantForm,
    "erase": EraseForm,
    "refuse": RefuseForm,
    "extend": ExtendForm,
}


def forms_for(found: RightsRequest, wrong: forms.Form | None) -> dict[str, forms.Form]:
    """The forms of what may still be done; `wrong` is one that was sent with mistakes."""
    if not found.stands:
        return {}
    return {name: wrong if isinstance(wrong, kind) else kind(auto_id=f"{name}-%s") for name, kind in FORMS.items()}


def _told(found: RightsRequest, done: str) -> str:
    """What was done, and whether they hear of it from us."""
    if address_to_prove(found.person) is None:
        return " ".join((done, _("No email of ours reaches them: tell them by phone or by letter.")))
    return " ".join((done, _("We write to them.")))


def _copy_of(found: RightsRequest) -> Any:
    ready = next((one for one in found.copies.all() if one.is_there), None)
    if ready is None:
        raise Refused(_("There is no copy yet. Make it first."))
    return ready
