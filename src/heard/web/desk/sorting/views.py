"""The tray of what waits to be sorted, and the one conversation an agent has in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.domain.conversations.models import Conversation, Message
from heard.domain.conversations.queries import sorting as tray
from heard.domain.privacy.operations.looking import note_look
from heard.domain.privacy.rules.purposes import Purpose
from heard.flows.sort_conversation import sort_conversation
from heard.web.desk.access import actor_of
from heard.web.desk.formatted_mail import formatted_mail
from heard.web.desk.our_links import without_our_links
from heard.web.desk.page import desk_page
from heard.web.desk.sorting.access import sorting_view
from heard.web.desk.sorting.forms import AttachForm, OpenForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.web.desk.access import DeskRequest

TOPIC = "sorting"


@require_safe
@sorting_view
def sorting(request: DeskRequest) -> HttpResponse:
    """What waits."""
    context = _tray(request)
    if request.htmx.target == "sorting-list":
        return render(request, "desk/sorting/list.html", context)
    return desk_page(request, "desk/sorting/page.html", context, topics=(TOPIC,))


@require_safe
@sorting_view
def conversation(request: DeskRequest, conversation_id: UUID) -> HttpResponse:
    """One conversation as it was read, and what may become of it."""
    found = _waiting(conversation_id)
    if found.person_id:
        note_look(found.person_id, staff=request.user, purpose=Purpose.SORTING)
    return _in_hand(request, found, OpenForm(), AttachForm(request.standing))


@require_safe
@sorting_view
def formatted(request: DeskRequest, message_id: UUID) -> HttpResponse:  # noqa: ARG001 -- the door needs it, not we
    """A message as its sender formatted it, sanitised and sealed in a frame."""
    try:
        return formatted_mail(without_our_links(tray.message_to_sort(message_id).html))
    except Message.DoesNotExist as error:
        raise Http404 from error


@require_POST
@sorting_view
def open_case(request: DeskRequest, conversation_id: UUID) -> HttpResponse:
    """It is a request of its own: open a case for a service."""
    found = _waiting(conversation_id)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _in_hand(request, found, form, AttachForm(request.standing), status=400)
    service: Service = form.cleaned_data["service"]
    case = sort_conversation(found, service=service, actor=actor_of(request))
    words = {"reference": case.reference if case else "", "service": service.name}
    return _next(request, _("Opened %(reference)s: %(service)s.") % words)


@require_POST
@sorting_view
def attach(request: DeskRequest, conversation_id: UUID) -> HttpResponse:
    """It belongs to a case there is."""
    found = _waiting(conversation_id)
    form = AttachForm(request.standing, request.POST)
    if not form.is_valid():
        return _in_hand(request, found, OpenForm(), form, status=400)
    case: Case = form.cleaned_data["reference"]
    sort_conversation(found, case=case, actor=actor_of(request))
    return _next(request, _("It belongs to %(reference)s now.") % {"reference": case.reference})


@require_POST
@sorting_view
def set_aside(request: DeskRequest, conversation_id: UUID) -> HttpResponse:
    """Nothing to do: kept, and out of the way."""
    sort_conversation(_waiting(conversation_id), actor=actor_of(request))
    return _next(request, _("Set aside. It is kept, and nobody has to do anything."))


def _waiting(conversation_id: UUID) -> Conversation:
    try:
        return tray.conversation_to_sort(conversation_id)
    except Conversation.DoesNotExist as error:
        raise Http404 from error


def _tray(request: DeskRequest, *, current: Conversation | None = None) -> dict[str, Any]:
    page = tray.sorting_tray(request.GET.get("after"))
    return {
        "waiting": page.conversations,
        "older": f"?after={page.next}" if page.next else "",
        "first_page": "?" if request.GET.get("after") else "",
        "unread": tray.quarantined_count(),
        "current": str(current.id) if current else request.GET.get("current", ""),
    }


def _in_hand(
    request: DeskRequest, found: Conversation, opening: OpenForm, attaching: AttachForm, *, status: int = 200
) -> HttpResponse:
    context = _tray(request, current=found) | {
        "conversation": found,
        "said": tray.messages_to_sort(found.id),
        "suggested": tray.suggested_services(found),
        "opening": opening,
        "attaching": attaching,
    }
    return desk_page(request, "desk/sorting/conversation.html", context, status=status, topics=(TOPIC,))


def _next(request: DeskRequest, said: str) -> HttpResponse:
    """On to what has waited longest."""
    messages.success(request, said)
    following = tray.oldest_to_sort()
    return redirect("desk:sort_one", following.id) if following else redirect("desk:sorting")
