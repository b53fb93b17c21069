"""What we write to people about their requests. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.privacy.models import REFUSALS, Outcome, RequestKind
from heard.kernel.dates import day_in_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from heard.domain.privacy.models import RightsRequest

_GRANTED = {
    Outcome.CORRECTED: lambda: _("We have corrected what we know about you."),
    Outcome.RESTRICTED: lambda: _("We keep your data and use it for nothing else, until we write to you again."),
    Outcome.STOPPED: lambda: _("We have stopped using your data in that way."),
    Outcome.GIVEN: lambda: _("You have a copy of everything we keep about you."),
}


def subject() -> str:
    """The subject of all of them."""
    return _("Your data")


def received(request: RightsRequest, *, council: str, link: str) -> str:
    """We have it, and by when we answer."""
    proof = (
        _("Before we do anything, please show us that it is you: %(link)s") % {"link": link}
        if request.proved_at is None and request.kind in {RequestKind.ACCESS, RequestKind.ERASE}
        else _("You can see where it stands here: %(link)s") % {"link": link}
    )
    return paragraphs(
        _("Hello,"),
        _("We have your request: %(what)s. You get an answer by %(day)s at the latest.")
        % {"what": asked_for(request.kind), "day": day(request.due_on)},
        proof,
        _("If you did not ask for this, write to us and we will look into it."),
        council,
    )


def extended(request: RightsRequest, *, council: str) -> str:
    """It takes longer, and why."""
    return paragraphs(
        _("Hello,"),
        _("Your request takes longer than we hoped: %(what)s.") % {"what": asked_for(request.kind)},
        request.extension_reason,
        _("You get an answer by %(day)s at the latest.") % {"day": day(request.due_on)},
        council,
    )


def answered(request: RightsRequest, *, council: str) -> str:
    """What was done, or why nothing was."""
    if request.outcome in REFUSALS:
        first = _("We cannot do what you asked: %(what)s.") % {"what": asked_for(request.kind)}
        last = _("You may complain to us, to the data protection authority, or to a court.")
    else:
        first, last = _GRANTED[Outcome(request.outcome)](), ""
    return paragraphs(_("Hello,"), first, request.answer, last, council)


def copy_ready(*, council: str, link: str, until: datetime) -> str:
    """The copy can be fetched."""
    return paragraphs(
        _("Hello,"),
        _("Here is the copy of everything we keep about you: %(link)s") % {"link": link},
        _("You can fetch it until %(day)s. Keep the link to yourself.")
        % {"day": day(timezone.localtime(until).date())},
        council,
    )


def copy_sent() -> str:
    """The same, for colleagues who read along."""
    return _("We sent a link to the copy of their data.")


def erased(*, council: str) -> str:
    """The last letter."""
    return paragraphs(
        _("Hello,"),
        _(
            "We have deleted what we kept about you, this address included: "
            "your name, how to reach you, and what was said with you."
        ),
        _(
            "What was reported stays: what it was about and where, its description without what we know to name you, "
            "photos that were made public, and what became of it. Who reported it does not. "
            "Older backups hold photos and files, and that description as it was, until those backups are deleted."
        ),
        _("This is our last message about it."),
        council,
    )


def asked_for(kind: str) -> str:
    """What somebody asked, in words to them."""
    return {
        RequestKind.ACCESS: _("a copy of your data"),
        RequestKind.RECTIFY: _("to correct your data"),
        RequestKind.ERASE: _("to delete your data"),
        RequestKind.RESTRICT: _("to stop using your data"),
        RequestKind.OBJECT: _("to stop one use of your data"),
    }[RequestKind(kind)]


def day(when: date) -> str:
    """Such as "Tuesday 24 November"."""
    noon = timezone.now().replace(year=when.year, month=when.month, day=when.day, hour=12)
    return day_in_words(noon)


def paragraphs(*parts: str) -> str:
    """With an empty line between."""
    return "\n\n".join(part.strip() for part in parts if part.strip())
