"""The mailings of a segment on its page, in words, and the button that stops what has not gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.domain.consent.models import Mailing, Purpose
from heard.domain.consent.operations.mailings import stop_mailing
from heard.domain.consent.queries.ledger import topic_names
from heard.domain.consent.queries.permissions import quiet_until
from heard.domain.consent.rules.permissions import STOPPED, Why
from heard.domain.consent.rules.words import what_in_words
from heard.domain.segments.queries.mailings import mailing_to, mailings_of
from heard.domain.segments.rules.numbers import number_in_words
from heard.web.desk.access import actor_of
from heard.web.desk.segments.access import keepers_view, kept_segment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.segments.models import Segment
    from heard.domain.segments.queries.mailings import Written
    from heard.web.desk.access import DeskRequest


@dataclass(frozen=True, slots=True)
class MailingLine:
    """A mailing as its segment's page shows it: each fact with its number, in words."""

    mailing: Mailing
    what: str
    facts: list[tuple[str, str]]
    stoppable: bool


def mailing_lines(segment: Segment, *, sensitive: bool) -> list[MailingLine]:
    """The newest first. Numbers of a sensitive segment are told as elsewhere: in fives, and not below five."""
    written, topics = mailings_of(segment), topic_names()
    quiet = {purpose: quiet_until(purpose) for purpose in {one.mailing.purpose for one in written if one.waiting}}
    return [_line(one, topics, quiet.get(one.mailing.purpose), sensitive=sensitive) for one in written]


def quiet_words(until: datetime | None) -> str:
    """As in: Quiet hours until 08:00: it leaves then. Nothing outside of them."""
    if until is None:
        return ""
    return _("Quiet hours until %(time)s: it leaves then.") % {"time": date_format(timezone.localtime(until), "H:i")}


@require_POST
@keepers_view
def stop(request: DeskRequest, segment_id: UUID, mailing_id: UUID) -> HttpResponse:
    """What waits of one mailing does not leave any more."""
    segment = kept_segment(request, segment_id)
    try:
        stopped = stop_mailing(mailing_to(segment, mailing_id), actor=actor_of(request))
    except Mailing.DoesNotExist as error:
        raise Http404 from error
    if stopped:
        messages.success(request, _("Stopped. What had gone before cannot be called back."))
    else:
        messages.warning(request, _("There was nothing left to stop: everything had gone."))
    return redirect("desk:segment", segment.id)


def _line(one: Written, topics: Mapping[str, str], until: datetime | None, *, sensitive: bool) -> MailingLine:
    mailing = one.mailing
    wait = (
        _("Wait until %(time)s (quiet hours)") % {"time": date_format(timezone.localtime(until), "H:i")}
        if until
        else _("Wait for their turn, or for the end of their own quiet hours")
    )
    counts = [
        (_("Went"), one.sent),
        (wait, one.waiting),
        (_("Failed or came back"), one.failed),
        *((_("Left out: %(why)s") % {"why": why_in_words(why)}, number) for why, number in one.left_out.items()),
    ]
    return MailingLine(
        mailing,
        what_in_words(purpose=Purpose(mailing.purpose), topic=mailing.topic, topics=topics),
        [(words, number_in_words(number, sensitive=sensitive)) for words, number in counts if number],
        stoppable=bool(one.waiting),
    )


def why_in_words(why: str) -> str:
    """The reason of a code that a mailing keeps."""
    return _("Somebody stopped the mailing") if why == STOPPED else str(Why(why).label)
