"""What the council writes by itself: acknowledgements and news of a case, as text and as the HTML beside it. Pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from heard.domain.conversations.rules.templates import fill
from heard.kernel.dates import by_day

if TYPE_CHECKING:
    from datetime import datetime

# What a stranger types as a name or an address goes out in the council's name: it must not advertise anything.
_ADVERTISES = re.compile(r"://|www\.|@", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter may mention."""

    council: str
    reference: str
    service: str
    link: str
    place: str = ""
    name: str = ""
    team: str = ""
    due: datetime | None = None


def subject(facts: LetterFacts) -> str:
    """The subject of every mail about a case; the reference in it helps people, threading does not rely on it."""
    return _("Your report %(reference)s: %(service)s") % {"reference": facts.reference, "service": facts.service}


def acknowledgement(facts: LetterFacts) -> str:
    """We heard you: what, who has it, by when."""
    return _paragraphs(
        _greeting(facts),
        _thanks(facts),
        _("Your reference is %(reference)s.") % {"reference": facts.reference},
        _who_and_when(facts),
        _follow_it(facts),
        facts.council,
    )


def received_for_sorting(*, council: str) -> str:
    """We have your message, and a person will look at it."""
    return _paragraphs(
        _("Hello,"),
        _("Thank you for your message. A member of our staff will read it and write to you."),
        _("You can answer this email to add something."),
        council,
    )


def following(facts: LetterFacts) -> str:
    """Somebody said "that's mine too"."""
    return _paragraphs(
        _greeting(facts),
        _("Somebody reported this before you: %(service)s%(place)s. We added your voice to it.") % _what(facts),
        _("Its reference is %(reference)s.") % {"reference": facts.reference},
        _who_and_when(facts),
        _follow_it(facts),
        facts.council,
    )


def closing(facts: LetterFacts, *, text: str, asks: bool) -> str:
    """The case is closed: the agent's words, and the question whether it was fixed."""
    question = _("Was it fixed? Tell us here: %(link)s") % {"link": facts.link} if asks else ""
    return _paragraphs(_greeting(facts), text, question, facts.council)


def news(facts: LetterFacts, *, text: str) -> str:
    """Something the council did, said in a sentence."""
    return _paragraphs(_greeting(facts), text, _follow_it(facts), facts.council)


def reply(facts: LetterFacts, *, text: str) -> str:
    """An agent's reply as it was written, with the link under it."""
    return _paragraphs(text, _follow_it(facts))


def asking(facts: LetterFacts, *, text: str, answer_at: str) -> str:
    """Questions wait for them on a page of ours."""
    return _paragraphs(text, _("Answer our questions here: %(link)s") % {"link": answer_at}, _follow_it(facts))


def personal(text: str, *, name: str, council: str) -> str:
    """A text for many people, as one of them reads it."""
    return fill(text, {"name": name if _harmless(name) else _("neighbour"), "council": council})


def code(*, council: str, code: str, minutes: int) -> str:
    """Somebody, we hope its reader, wants to show that the address is theirs. Nothing personal: perhaps it is not."""
    return _paragraphs(
        _("Hello,"),
        _("Your code is %(code)s. Enter it on the page where you asked for it, within %(minutes)s minutes.")
        % {"code": code, "minutes": minutes},
        _("If you did not ask for it, do nothing, and tell it to nobody: without it, nobody can use your address."),
        council,
    )


class AddressLetter(Protocol):
    """A letter about an address of theirs, masked."""

    def __call__(self, *, council: str, address: str) -> str:
        """The text."""
        ...


def address_added(*, council: str, address: str) -> str:
    """To the address that we know is theirs, so that nobody takes their place unnoticed."""
    added = _("We added another address or number to your details: %(address)s.") % {"address": address}
    return _paragraphs(_("Hello,"), added, _if_not_you(), council)


def address_removed(*, council: str, address: str) -> str:
    """The same, where one is gone."""
    removed = _("We removed an address or number from your details: %(address)s.") % {"address": address}
    return _paragraphs(_("Hello,"), removed, _if_not_you(), council)


def with_footer(text: str, *, preferences: str, unsubscribe: str = "", confirm: str = "") -> str:
    """The letter, and below it where its reader chooses what comes; what is optional says so, and how to stop it.

    `confirm`: the link by which the reader shows that the address is theirs, where they have not yet.
    """
    stop = _("You get this because you agreed to messages like this one. Stop them: %(link)s") % {"link": unsubscribe}
    choose = _("Choose what we may send you: %(link)s") % {"link": preferences}
    yours = _("Did you write this? Confirm that this address is yours: %(link)s") % {"link": confirm}
    return _paragraphs(text, "\n".join([yours] * bool(confirm) + [stop] * bool(unsubscribe) + [choose]))


def as_html(text: str) -> str:
    """Plain text as the simplest HTML: paragraphs, line breaks, links. Everything else is escaped."""
    paragraphs = (html.escape(part.strip(), quote=False) for part in re.split(r"\n{2,}", text) if part.strip())
    body = "".join(f"<p>{_with_links(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)
    return f'<div style="font-family: sans-serif; font-size: 16px; line-height: 1.5">{body}</div>'


def _with_links(escaped: str) -> str:
    return _LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escaped)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _if_not_you() -> str:
    return _("If you did not ask for this, answer this email at once, or call us.")


def _greeting(facts: LetterFacts) -> str:
    return _("Hello %(name)s,") % {"name": facts.name} if _harmless(facts.name) else _("Hello,")


def _thanks(facts: LetterFacts) -> str:
    return _("Thank you for telling us: %(service)s%(place)s.") % _what(facts)


def _what(facts: LetterFacts) -> dict[str, str]:
    return {"service": facts.service, "place": f" ({facts.place})" if _harmless(facts.place) else ""}


def _harmless(typed: str) -> bool:
    return bool(typed) and not _ADVERTISES.search(typed)


def _who_and_when(facts: LetterFacts) -> str:
    if facts.team and facts.due:
        return _("%(team)s has it and plans to deal with it %(by)s.") % {"team": facts.team, "by": by_day(facts.due)}
    return _("%(team)s has it.") % {"team": facts.team} if facts.team else ""


def _follow_it(facts: LetterFacts) -> str:
    return _("Follow it, or add something: %(link)s\nYou can also answer this email.") % {"link": facts.link}
