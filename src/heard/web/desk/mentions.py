"""Where colleagues called the reader by @: what is new first, each gone once it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.domain.conversations.operations.mentions import see_mention
from heard.domain.conversations.queries.mentions import latest_mentions, mentions_for, unseen_mentions_count
from heard.domain.conversations.rules.mentions import names_in
from heard.domain.teams.queries import names_of_nobody
from heard.web.desk.access import desk_view
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_safe
@desk_view
def mentions(request: DeskRequest) -> HttpResponse:
    """The list, or the link to it with its count. A note on a case the reader may no longer see is not shown."""
    if request.htmx.target == "mentions-link":
        return render(request, "desk/mentions_link.html", {"mentions": unseen_mentions_count(request.standing)})
    found = latest_mentions(request.standing)
    return desk_page(request, "desk/mentions.html", {"found": found})


@require_POST
@desk_view
def open_mention(request: DeskRequest, mention_id: UUID) -> HttpResponse:
    """Go to the note, and count it as seen."""
    found = mentions_for(request.standing).select_related("message__conversation__case")
    mention = get_object_or_404(found, pk=mention_id)
    see_mention(mention)
    case = mention.message.conversation.case
    return redirect("desk:case", case.reference) if case else redirect("desk:mentions")


def with_unheard_calls(said: str, *, note: str) -> str:
    """What is said about a kept note, and whom it called in vain."""
    names = names_of_nobody(names_in(note))
    if not names:
        return said
    unheard = _("Nobody is called %(names)s. Use the part of the address before the @.")
    return f"{said} {unheard % {'names': ', '.join(f'@{name}' for name in names)}}"
